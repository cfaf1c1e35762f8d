import { newId, sql, type Context, type Statement, type Transaction } from '@ruyi/engine/context';
import type { Outbox, OutboxJob } from './outbox.js';

/** The {@link Outbox} over the tables `outbox` and `outbox_wakeup`. */
export class TransactionalOutbox implements Outbox {
  async add(ctx: Context, tx: Transaction, job: OutboxJob): Promise<string> {
    const { id, statements } = this.statements(ctx, job);
    await tx.pipeline(statements);
    return id;
  }

  statements(ctx: Context, job: OutboxJob): { id: string; statements: readonly Statement[] } {
    const id = job.id ?? newId();
    const runAt = job.runAt ?? null;
    return {
      id,
      statements: [
        sql`insert into outbox (tenant_id, id, name, payload, context, run_at)
            values (${ctx.tenantId}, ${id}, ${job.name}, ${JSON.stringify(job.payload)}, ${JSON.stringify(ctx)},
              coalesce(${runAt}::timestamptz, now()))`,
        sql`insert into outbox_wakeup (id, tenant_id, at)
            values (${newId()}, ${ctx.tenantId}, coalesce(${runAt}::timestamptz, now()))`,
      ],
    };
  }
}
