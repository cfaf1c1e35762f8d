import type { OwnerIndex } from '@ruyi/engine/pool';

/** Keeps the search table's copy of the owner in step with a move of many records. */
export const searchOwnerIndex: OwnerIndex = {
  ownerStatements: (ctx, _module, moves) =>
    moves.length === 0
      ? []
      : [
          {
            text: `update search_row set owner_id = moved.owner_id from unnest($2::uuid[], $3::uuid[]) as moved(id, owner_id)
                   where search_row.tenant_id = $1 and search_row.record_id = moved.id`,
            values: [ctx.tenantId, moves.map((move) => move.id), moves.map((move) => move.ownerId)],
          },
        ],
};
