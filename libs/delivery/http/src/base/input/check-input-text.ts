import { AppError, type Issue } from '@ruyi/contract/errors';

/** Deeper input is nobody's: a filter nests far less, and what walks it later may recurse. */
const MAX_DEPTH = 64;
const MAX_ISSUES = 20;

/** Refuses text that PostgreSQL (NUL, lone surrogates) or XML (U+FFFE, U+FFFF) cannot hold, in values and keys, and input nested out of reason. */
export function checkInputText(input: unknown): void {
  const issues: Issue[] = [];
  // A stack of our own: the input must not decide how deep ours grows.
  const pending: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  for (let next = pending.pop(); next && issues.length < MAX_ISSUES; next = pending.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') {
      const key = badText(value);
      if (key) issues.push({ path, code: 'patternMismatch', key });
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH)
        throw AppError.invalid([
          { path: shortened(path), code: 'limitReached', key: 'nestedTooDeep', params: { max: MAX_DEPTH } },
        ]);
      for (const [name, child] of Object.entries(value)) {
        if (badText(name)) issues.push({ path, code: 'unknownKey' });
        pending.push({ value: child, path: path ? `${path}.${name}` : name, depth: depth + 1 });
      }
    }
  }
  if (issues.length > 0) throw AppError.invalid(issues);
}

function badText(text: string): 'patternMismatch.surrogate' | 'patternMismatch.control' | null {
  if (!text.isWellFormed()) return 'patternMismatch.surrogate';
  return /[\0\ufffe\uffff]/.test(text) ? 'patternMismatch.control' : null;
}

function shortened(path: string): string {
  return path.length > 200 ? path.slice(0, 200) : path;
}
