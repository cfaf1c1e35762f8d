const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Pinyin order for Chinese, numbers by size. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}
