import type { FaultInstall } from './fault-install.js';
import type { ProductClock } from './product-clock.js';
import type { ProductProcess } from './product-process.js';

/**
 * The clock of a whole install, the database's with it: what the application's role asks for as `now()` is then another
 * function of that name, found before PostgreSQL's own. Defaults and policies keep the machine's time.
 */
export class NightClock {
  private constructor(
    private readonly install: FaultInstall,
    private readonly product: ProductClock,
  ) {}

  /** Sets the clock and starts api and worker again, or those that are given, which then go by it. */
  static async start(
    install: FaultInstall,
    product: ProductClock,
    at: Date,
    processes: readonly ProductProcess[] = [install.api, install.worker],
  ): Promise<NightClock> {
    const clock = new NightClock(install, product);
    await install.query('create schema night_clock');
    await install.query('grant usage on schema night_clock to ruyi_app');
    await clock.set(at);
    await install.query('alter role ruyi_app in database ruyi set search_path = night_clock, pg_catalog, public');
    for (const each of processes) {
      await each.stop();
      await each.start();
    }
    return clock;
  }

  async set(at: Date): Promise<void> {
    const shift = at.getTime() - Date.now();
    for (const name of ['now', 'clock_timestamp'])
      await this.install.query(
        `create or replace function night_clock.${name}() returns timestamptz language sql stable
         as $$ select pg_catalog.${name}() + interval '${shift} milliseconds' $$`,
      );
    await this.product.set(shift);
  }
}
