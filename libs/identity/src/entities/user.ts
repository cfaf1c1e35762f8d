import type { Locale } from '@ruyi/contract/metadata';
import type { NotifySettings } from './notify-settings.js';
import type { UserState } from './user-state.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's place in one company. */
@Entity({ name: 'app_user' })
export class User {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  mobile!: string | null;

  @Column({ type: 'text', nullable: true })
  handle!: string | null;

  @Column({ type: 'uuid', name: 'department_id', nullable: true })
  departmentId!: string | null;

  @Column({ type: 'uuid', name: 'superior_id', nullable: true })
  superiorId!: string | null;

  @Column({ type: 'text' })
  state!: UserState;

  /** Acts for an API key: no person, and in no list of people. */
  @Column({ type: 'boolean', default: false })
  service!: boolean;

  /** Null: the tenant's. */
  @Column({ type: 'text', nullable: true })
  locale!: Locale | null;

  /** Which events also send a mail. */
  @Column({ type: 'jsonb' })
  notify!: NotifySettings;

  /** Stands under the mails that the person sends; plain text. */
  @Column({ type: 'text', name: 'mail_signature', nullable: true })
  mailSignature!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', insert: true, update: false, default: () => 'now()' })
  createdAt!: Date;
}
