import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link that makes its bearer a user with preset role, department and superior. */
@Entity({ name: 'invitation' })
export class Invitation {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'bytea', name: 'token_hash' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid', name: 'inviter_id' })
  inviterId!: string;

  /** Set when it completes one user who exists already. */
  @Column({ type: 'uuid', name: 'user_id', nullable: true })
  userId!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'uuid', array: true, name: 'role_ids' })
  roleIds!: string[];

  @Column({ type: 'uuid', name: 'department_id', nullable: true })
  departmentId!: string | null;

  @Column({ type: 'uuid', name: 'superior_id', nullable: true })
  superiorId!: string | null;

  @Column({ type: 'int', name: 'max_uses' })
  maxUses!: number;

  @Column({ type: 'int' })
  uses!: number;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', insert: true, update: false, default: () => 'now()' })
  createdAt!: Date;
}
