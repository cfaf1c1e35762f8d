import type { OutboundGuard } from './outbound-guard.js';
import { OutboundRefused } from './outbound-refused.js';
import { requestOutside } from './request-outside.js';

interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

type Outcome =
  | { readonly status: number; readonly body: string }
  | { readonly status: null; readonly error: string; readonly refused: boolean };

/** Posts to addresses that tenants name, through the guard. What goes wrong is an answer as well. */
export class OutsidePoster {
  constructor(private readonly guard: OutboundGuard) {}

  /** False for an address of this network and for a name that cannot be resolved alike. */
  async reaches({ hostname }: URL): Promise<boolean> {
    try {
      await this.guard.pinOrThrow(hostname);
      return true;
    } catch {
      // Whether there is such a name is nobody's business who asks about inner ones.
      return false;
    }
  }

  async post(request: Post): Promise<Outcome> {
    try {
      const { status, body } = await requestOutside(this.guard, { method: 'POST', ...request });
      return { status, body };
    } catch (error) {
      return {
        status: null,
        error: error instanceof Error ? error.message : String(error),
        refused: error instanceof OutboundRefused,
      };
    }
  }
}
