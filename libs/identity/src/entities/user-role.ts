import { Entity, PrimaryColumn } from 'typeorm';

/** One role that one user has. */
@Entity({ name: 'user_role' })
export class UserRole {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'role_id' })
  roleId!: string;
}
