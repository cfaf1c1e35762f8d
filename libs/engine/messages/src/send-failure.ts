import { AppError } from '@ruyi/contract/errors';
import { administratorsOf, type AccessStore } from '@ruyi/engine/access';
import { sql, type Context, type Transaction } from '@ruyi/engine/context';
import type { JobFailure, Notifications } from '@ruyi/engine/events';

/** Tells of sends that came to nothing. */
export class SendFailure {
  constructor(
    private readonly access: AccessStore,
    private readonly notifications: Notifications,
  ) {}

  /** The sender, or, where they can read nothing any more, whoever sees everybody's sends. */
  async tell(ctx: Context, tx: Transaction, { id, error }: JobFailure): Promise<void> {
    const { code, key = code, params } = error;
    const [send] = await tx.query<{ name: string }>(sql`select template ->> 'name' as name from message_send
      where tenant_id = ${ctx.tenantId} and id = ${id}`);
    const people = await this.access.get(ctx);
    const sender = ctx.userId === null ? undefined : people.users.get(ctx.userId);
    const told = sender?.active ? [sender.id] : administratorsOf(people, ['senders', 'templates']);
    await this.notifications.add(
      { ...ctx, userId: null },
      tx,
      told.map((userId) => ({
        kind: 'sendFailed',
        userId,
        params: { ...params, code, key, name: send?.name ?? '' },
        jobId: id,
      })),
    );
  }
}

/** The reason as it reads to others than the one whose right it was: "please sign in" would say nothing to them. */
export function reasonOfFailure(error: unknown): unknown {
  if (!(error instanceof AppError) || error.key !== error.code) return error;
  switch (error.code) {
    case 'unauthenticated':
      return new AppError(403, 'notAllowed', { key: 'senderDisabled', cause: error });
    case 'notAllowed':
      return new AppError(403, 'notAllowed', { key: 'senderMayNotSend', cause: error });
    case 'notFound':
      return new AppError(404, 'notFound', { key: 'sendTargetGone', cause: error });
    default:
      return error;
  }
}
