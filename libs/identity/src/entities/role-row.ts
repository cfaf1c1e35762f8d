import type { RoleFieldRule, RolePermission } from '@ruyi/contract/access';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role as stored; shipped permissions are not copied until somebody changes them. */
@Entity({ name: 'role' })
export class RoleRow {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', nullable: true })
  key!: string | null;

  /** Null: the shipped name in the reader's language. */
  @Column({ type: 'text', nullable: true })
  name!: string | null;

  /** Null: as shipped. */
  @Column({ type: 'jsonb', nullable: true })
  permissions!: RolePermission[] | null;

  @Column({ type: 'jsonb' })
  fields!: RoleFieldRule[];

  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', insert: true, update: false, default: () => 'now()' })
  createdAt!: Date;
}
