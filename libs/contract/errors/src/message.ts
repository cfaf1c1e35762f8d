/** A text per language. `{name}` is a parameter; a part in `[…]` is left out when one of its parameters is missing. */
export interface Message {
  readonly zh: string;
  readonly en: string;
}
