/** One thing that the process cannot work without. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** The answer of `/health/ready`. */
export interface ReadinessReport {
  readonly status: 'ok' | 'unavailable';
  readonly checks: Readonly<Record<string, 'ok' | 'unavailable'>>;
}

const PATIENCE_MS = 3_000;

/** Asks everything that the process stands on; what does not answer in three seconds is unavailable. */
export class Readiness {
  readonly #checks: readonly HealthCheck[];

  constructor(checks: readonly HealthCheck[]) {
    this.#checks = checks;
  }

  async report(): Promise<ReadinessReport> {
    const answers = await Promise.all(
      this.#checks.map(async ({ name, check }) => [name, await inTime(check)] as const),
    );
    return {
      status: answers.every(([, answer]) => answer === 'ok') ? 'ok' : 'unavailable',
      checks: Object.fromEntries(answers),
    };
  }
}

async function inTime(check: () => Promise<void>): Promise<'ok' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unavailable'>((resolve) => {
    timer = setTimeout(() => resolve('unavailable'), PATIENCE_MS);
  });
  try {
    return await Promise.race([check().then(() => 'ok' as const), late]);
  } catch {
    return 'unavailable';
  } finally {
    clearTimeout(timer);
  }
}
