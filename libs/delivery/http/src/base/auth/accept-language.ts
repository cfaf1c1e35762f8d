import type { Locale } from '@ruyi/contract/metadata';

/** The language of somebody who is not signed in; Chinese unless the header prefers English to it. */
export function localeOfHeader(header: string | undefined): Locale {
  if (!header || header.length > 1000) return 'zh-CN';
  const wanted = header
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find((each) => each !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) || 0, index };
    })
    .filter(({ tag, quality }) => quality > 0 && /^(zh|en)\b/.test(tag))
    .sort((a, b) => b.quality - a.quality || a.index - b.index)[0];
  return wanted?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
