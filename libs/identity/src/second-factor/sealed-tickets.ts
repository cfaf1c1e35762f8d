import type { SecretBox } from '@ruyi/engine/messages';

export interface IssuedTicket {
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * What a person carries from one step to the next: sealed under the install's key, so that the server keeps nothing, no
 * one reads or makes one, and one of another purpose does not open.
 */
export class SealedTickets<T extends object> {
  constructor(
    private readonly secrets: SecretBox,
    private readonly purpose: string,
    private readonly minutes: number,
  ) {}

  issue(content: T, now = Date.now()): IssuedTicket {
    const ends = now + this.minutes * 60_000;
    return {
      token: this.secrets.seal(this.purpose, JSON.stringify({ ends, content })),
      expiresAt: new Date(ends).toISOString(),
    };
  }

  /** Null for what is no ticket of this purpose, or no longer one. */
  read(token: string, now = Date.now()): T | null {
    const { ends, content } = this.opened(token) ?? { ends: 0 };
    return content && ends > now ? content : null;
  }

  private opened(token: string): { readonly ends: number; readonly content?: T } | null {
    try {
      return JSON.parse(this.secrets.open(this.purpose, token)) as { ends: number; content: T };
    } catch {
      // Whoever made it up learns no more than that it is not good.
      return null;
    }
  }
}
