/** The steps of a run. One that fails is told and does not take the figures of the others with it. */
export class Attempts {
  readonly #failures: Error[] = [];

  constructor(private readonly print: (line: string) => void) {}

  say(line: string): void {
    this.print(`  ${line}`);
  }

  /** What the step answers; null when it failed. */
  async make<T>(step: () => Promise<T>): Promise<T | null> {
    try {
      return await step();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      this.#failures.push(failure);
      this.say(`FAILED: ${failure.stack ?? failure.message}`);
      return null;
    }
  }

  /** Fails the run if a step did. */
  end(): void {
    const failed = this.#failures.length;
    if (failed > 0) throw new AggregateError(this.#failures, `steps that failed: ${failed}`);
  }
}
