import type { PoolTraits } from '@ruyi/engine/pool';

/** What the pool rules read of a customer, and what follows it. */
export const customerPoolTraits: PoolTraits = {
  module: 'customers',
  table: 'customers',
  nameColumn: 'name',
  levelColumn: 'level',
  dealColumn: 'deal_state',
  dealValue: 'deal',
  dealAtColumn: 'deal_at',
  watchedFields: ['level', 'dealState', 'dealAt'],
  followers: [{ module: 'contacts', table: 'contacts', column: 'customer' }],
};
