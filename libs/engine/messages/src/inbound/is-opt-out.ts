/** What people answer who want no more of it; of full width and any case, with blanks and full stops around. */
const WORDS = new Set(['r', 't', 'td', 'tui', 'tuiding', '退订', '退定', '拒收', '取消订阅', 'unsubscribe', 'stop']);

/** Whether an answer asks to get no further messages. */
export function isOptOut(text: string): boolean {
  return WORDS.has(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}\p{S}\u200b]/gu, ''),
  );
}
