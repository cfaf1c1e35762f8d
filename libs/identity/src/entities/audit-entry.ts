import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who changed people, roles, settings or sessions, and when. */
@Entity({ name: 'audit_log' })
export class AuditEntry {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'timestamptz', insert: true, update: false, default: () => 'now()' })
  at!: Date;

  @Column({ type: 'uuid', name: 'user_id', nullable: true })
  userId!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'uuid', name: 'subject_id', nullable: true })
  subjectId!: string | null;

  @Column({ type: 'jsonb' })
  detail!: object;

  @Column({ type: 'text', nullable: true })
  ip!: string | null;
}
