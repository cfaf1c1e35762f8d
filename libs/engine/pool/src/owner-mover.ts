import type { RecordEvent } from '@ruyi/contract/metadata';
import { newId, type Context, type Statement, type Transaction } from '@ruyi/engine/context';
import { tellWebhooks } from '@ruyi/engine/events';
import type { PoolTraits } from './pool.js';

export type MoveKind = 'claim' | 'allocate' | 'putInPool' | 'reclaim';

const EVENT_OF: Readonly<Record<MoveKind, RecordEvent>> = {
  claim: 'claimed',
  allocate: 'allocated',
  putInPool: 'putInPool',
  reclaim: 'reclaimed',
};

/** One record's way from an owner into a pool, or from a pool to an owner. */
export interface OwnerMove {
  readonly recordId: string;
  readonly fromOwner: string | null;
  readonly fromPool: string | null;
  /** Since when the former owner had it; kept for an undo. */
  readonly ownedSince: Date | null;
  readonly toOwner: string | null;
  readonly toPool: string | null;
  /** Why, in words of the person who did it. */
  readonly reason?: string | null;
  /** The rule that moved it. */
  readonly rule?: { readonly id: string; readonly kind: string; readonly days: number } | null;
}

/**
 * Moves many records between owners and pools with a handful of statements, whatever their number: the records, the
 * registry (which the search asks), what follows them (contacts), their history and the list of moves. The caller has locked the
 * rows and checked that the moves are allowed.
 */
export class OwnerMover {
  async apply(
    ctx: Context,
    tx: Transaction,
    traits: PoolTraits,
    kind: MoveKind,
    moves: readonly OwnerMove[],
    changeSet: string,
  ): Promise<void> {
    if (moves.length === 0) return;
    const ids = moves.map((move) => move.recordId);
    const owners = moves.map((move) => move.toOwner);
    const followers: { id: string; module: string; owner: string | null; before: string | null; version: number }[] =
      [];
    const [moved = []] = await tx.pipeline([this.recordStatement(ctx, traits, moves)]);
    const versions = new Map(moved.map((row) => [String(row['id']), Number(row['version'])]));
    for (const follower of traits.followers) {
      const rows = await tx.query(followerStatement(ctx, follower.table, follower.column, ids, owners));
      followers.push(
        ...rows.map((row) => ({
          id: String(row['id']),
          module: follower.module,
          owner: row['owner_id'] as string | null,
          before: row['former'] as string | null,
          version: Number(row['version']),
        })),
      );
    }
    const records = [
      ...moves.map((move) => ({
        id: move.recordId,
        module: traits.module,
        version: versions.get(move.recordId) ?? 0,
        before: { ownerId: move.fromOwner, poolId: move.fromPool, ownedSince: move.ownedSince?.toISOString() ?? null },
        after: {
          ownerId: move.toOwner,
          poolId: move.toPool,
          ownedSince: move.toOwner === null ? null : new Date().toISOString(),
        },
        note: noteOf(move),
      })),
      ...followers.map((follower) => ({
        id: follower.id,
        module: follower.module,
        version: follower.version,
        before: { ownerId: follower.before },
        after: { ownerId: follower.owner },
        note: null,
      })),
    ];
    await tx.pipeline([
      tellWebhooks(
        ctx,
        newId(),
        records.map(({ id, module, after }) => ({
          module,
          record: id,
          // What follows its customer changes hands with it.
          event: module === traits.module ? EVENT_OF[kind] : 'transferred',
          fields: Object.keys(after),
        })),
      ),
      {
        text: `update record set owner_id = moved.owner_id from unnest($2::uuid[], $3::uuid[]) as moved(id, owner_id)
               where record.tenant_id = $1 and record.id = moved.id`,
        values: [ctx.tenantId, records.map((each) => each.id), records.map((each) => each.after.ownerId)],
      },
      {
        text: `insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, version, before, after, note)
               select $1, t.record_id, t.id, t.module_key, $2, $3, $4, t.version, t.before, t.after, t.note
               from unnest($5::uuid[], $6::uuid[], $7::text[], $8::int[], $9::jsonb[], $10::jsonb[], $11::jsonb[])
                 as t(record_id, id, module_key, version, before, after, note)`,
        values: [
          ctx.tenantId,
          changeSet,
          kind,
          ctx.userId,
          records.map((each) => each.id),
          records.map(() => newId()),
          records.map((each) => each.module),
          records.map((each) => each.version),
          records.map((each) => JSON.stringify(each.before)),
          records.map((each) => JSON.stringify(each.after)),
          records.map((each) => (each.note ? JSON.stringify(each.note) : null)),
        ],
      },
      {
        text: `insert into pool_move (tenant_id, id, change_set, module_key, record_id, kind, pool_id, from_owner, to_owner, rule_id, rule, reason, by_user)
               select $1, t.id, $2, $3, t.record_id, $4, t.pool_id, t.from_owner, t.to_owner, t.rule_id, t.rule, t.reason, $5
               from unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::jsonb[], $13::text[])
                 as t(id, record_id, pool_id, from_owner, to_owner, rule_id, rule, reason)
               where t.pool_id is not null`,
        values: [
          ctx.tenantId,
          changeSet,
          traits.module,
          kind,
          ctx.userId,
          moves.map(() => newId()),
          ids,
          moves.map((move) => move.toPool ?? move.fromPool),
          moves.map((move) => move.fromOwner),
          owners,
          moves.map((move) => move.rule?.id ?? null),
          moves.map((move) => (move.rule ? JSON.stringify({ kind: move.rule.kind, days: move.rule.days }) : null)),
          moves.map((move) => move.reason ?? null),
        ],
      },
    ]);
  }

  /** Former owner and the time of leaving are kept; the clock of the rules starts again with a new owner. */
  private recordStatement(ctx: Context, traits: PoolTraits, moves: readonly OwnerMove[]): Statement {
    return {
      text: `update ${traits.table} as r set
               owner_id = moved.to_owner,
               pool_id = moved.to_pool,
               former_owner_id = coalesce(r.owner_id, r.former_owner_id),
               owned_since = case when moved.to_owner is null then null else now() end,
               pooled_at = case when moved.to_pool is null then r.pooled_at else now() end,
               pool_reason = case when moved.to_pool is null then r.pool_reason else moved.reason end,
               locked = false, reclaim_at = null, reclaim_rule = null,
               version = r.version + 1, updated_at = now(), updated_by = $2
             from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) as moved(id, to_owner, to_pool, reason)
             where r.tenant_id = $1 and r.id = moved.id
             returning r.id, r.version`,
      values: [
        ctx.tenantId,
        ctx.userId,
        moves.map((move) => move.recordId),
        moves.map((move) => move.toOwner),
        moves.map((move) => move.toPool),
        moves.map((move) => move.reason ?? null),
      ],
    };
  }
}

function followerStatement(
  ctx: Context,
  table: string,
  column: string,
  parents: readonly string[],
  owners: readonly (string | null)[],
): Statement {
  return {
    text: `with moved as (select * from unnest($3::uuid[], $4::uuid[]) as t(parent, owner_id)),
           before as (
             select f.id, f.owner_id as former, moved.owner_id from ${table} f join moved on f.${column} = moved.parent
             where f.tenant_id = $1 and f.deleted_at is null order by f.id for update of f
           )
           update ${table} as f set owner_id = before.owner_id, version = f.version + 1, updated_at = now(), updated_by = $2
           from before where f.tenant_id = $1 and f.id = before.id
           returning f.id, f.owner_id, before.former, f.version`,
    values: [ctx.tenantId, ctx.userId, parents, owners],
  };
}

function noteOf(move: OwnerMove): object | null {
  if (move.rule) return { rule: move.rule.kind, days: move.rule.days };
  return move.reason ? { reason: move.reason } : null;
}
