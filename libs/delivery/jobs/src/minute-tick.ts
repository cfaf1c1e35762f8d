import { sql, type Database } from '@ruyi/engine/context';
import { NO_TENANT } from '@ruyi/engine/events';
import type { JobLog } from './job-runner.js';
import type { Schedules } from './schedules.js';

/** Names the advisory locks of schedules among others'. */
const LOCK_CLASS = 872_349;

/** Once a minute: lets every schedule look for what is due, each in a transaction of its own and by one process only. */
export class MinuteTick {
  constructor(
    private readonly database: Database,
    private readonly schedules: Schedules,
    private readonly log: Pick<JobLog, 'error'>,
  ) {}

  async tick(now = new Date()): Promise<void> {
    for (const schedule of this.schedules.all()) {
      try {
        await this.database.transaction(NO_TENANT, async (tx) => {
          const [lock] = await tx.query<{ taken: boolean }>(
            sql`select pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(${schedule.name})) as taken`,
          );
          if (lock?.taken) await schedule.run(tx, now);
        });
      } catch (error) {
        this.log.error({ err: error, schedule: schedule.name }, 'schedule failed');
      }
    }
  }
}
