/** Legal forms and what else says nothing of who a company is, at the end of its name. */
const ENDINGS =
  /(?:股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团公司|总公司|分公司|公司|集团|co\.?,?ltd\.?|ltd\.?|inc\.?|llc|gmbh|corp(?:oration)?\.?)$/u;

/**
 * What is left of a name when width, case, spaces, brackets, punctuation and the legal form are taken away:
 * `杭州（西湖）茶叶有限公司` and `杭州西湖茶叶` have the same core. Never empty unless the name is.
 */
export function companyCore(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]{}<>【】《》「」·.,，。、;；:：'"“”‘’\-_/\\|&+]/gu, '');
  let core = plain;
  for (
    let stripped = core.replace(ENDINGS, '');
    stripped !== core && stripped !== '';
    stripped = core.replace(ENDINGS, '')
  )
    core = stripped;
  return core || name.trim().toLowerCase();
}

/** A name as it is written, less its legal form. */
export function withoutLegalForm(name: string): string {
  let left = name.normalize('NFKC').toLowerCase().trim();
  for (let rest = ''; rest !== left;) {
    rest = left;
    left = left.replace(ENDINGS, '').trim() || rest;
  }
  return left;
}

/** Whether one character more, less or other makes one text of the other. */
export function isNear(a: string, b: string): boolean {
  const [left, right] = [[...a], [...b]];
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return left.length - start - end <= 1 && right.length - start - end <= 1;
}
