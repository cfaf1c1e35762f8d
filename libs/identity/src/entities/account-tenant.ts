import type { UserState } from './user-state.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One company that an account works in. */
@Entity({ name: 'account_tenant' })
export class AccountTenant {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'account_id' })
  accountId!: string;

  @Column({ type: 'uuid', name: 'user_id' })
  userId!: string;

  /** A copy of the user's state, so that a log-in need not open every tenant. */
  @Column({ type: 'text' })
  state!: UserState;
}
