/** `138 0571 8800`: a mobile number of the mainland as people read it aloud; anything else stays as it is. */
export function spacedNumber(text: string): string {
  return /^1\d{10}$/.test(text) ? `${text.slice(0, 3)} ${text.slice(3, 7)} ${text.slice(7)}` : text;
}
