import { sql, type Context } from '@ruyi/engine/context';
import { inSession, type CommandParts } from '../write/record-commands.js';

interface Target {
  readonly module: string;
  readonly id: string;
}

/** 关注: a user's own list of records to keep an eye on. */
export class RecordWatch {
  constructor(private readonly parts: CommandParts) {}

  put(ctx: Context, target: Target): Promise<void> {
    return inSession(this.parts, ctx, async (session) => {
      const module = session.module(target.module);
      const [record] = await session.read(module, [target.id]);
      await session.mustMay('read', module, record?.deletedAt === null ? record : undefined);
      await session.tx.query(
        sql`insert into record_watch (tenant_id, user_id, record_id) values (${ctx.tenantId}, ${ctx.userId}, ${target.id}) on conflict do nothing`,
      );
    });
  }

  remove(ctx: Context, target: Target): Promise<void> {
    return inSession(this.parts, ctx, async (session) => {
      const module = session.module(target.module);
      const removed = await session.tx.query(
        sql`delete from record_watch where tenant_id = ${ctx.tenantId} and user_id = ${ctx.userId} and record_id = ${target.id} returning 1`,
      );
      if (removed.length > 0) return;
      // Whoever lost sight of a record may stop watching it; who never saw it is not told that it is there.
      const [record] = await session.read(module, [target.id]);
      await session.mustMay('read', module, record);
    });
  }
}
