/** Far more often than anything was seen to need: what is dropped may leave paragraphs in each other, which are read as beside each other. */
const MOST_TIMES = 10;

/** Cleans until nothing changes any more, so that what is cleaned is what stands, and cleaning it again leaves it alone. */
export function settled(html: string, clean: (html: string) => string): string {
  let before = html;
  for (let time = 0; time < MOST_TIMES; time += 1) {
    const cleaned = clean(before);
    if (cleaned === before) break;
    before = cleaned;
  }
  return before;
}
