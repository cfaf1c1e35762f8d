const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long things are tried and waited for; all in milliseconds. */
export interface WebhookPace {
  /** Waits after the first, second, … attempt that failed; after the last of them the message has failed. */
  readonly waits: readonly number[];
  /** A webhook that nothing has reached for so long is switched off. */
  readonly giveUpAfter: number;
  /** From the name's resolution to the end of the answer. */
  readonly timeout: number;
  /** How long a worker that has taken a message is taken to be alive; longer than the timeout. */
  readonly lease: number;
  /** How long one run goes on before others get their turn. */
  readonly turn: number;
}

/** As the Standard Webhooks specification proposes: nine more attempts over three days. */
export const USUAL_PACE: WebhookPace = {
  waits: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
  giveUpAfter: 72 * HOUR,
  timeout: 10 * SECOND,
  lease: 30 * SECOND,
  turn: 20 * SECOND,
};
