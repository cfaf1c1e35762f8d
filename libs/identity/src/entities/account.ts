import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who can log in; belongs to no tenant, may work in several. */
@Entity({ name: 'account' })
export class Account {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  mobile!: string | null;

  /** `name@company code`, for staff with neither e-mail nor mobile. */
  @Column({ type: 'text', nullable: true })
  handle!: string | null;

  @Column({ type: 'text', name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  /** The secret of the codes that the log-in asks for besides the password, sealed; null: none is asked for. */
  @Column({ type: 'text', name: 'second_factor_secret', nullable: true })
  secondFactorSecret!: string | null;

  @Column({ type: 'timestamptz', name: 'second_factor_since', nullable: true })
  secondFactorSince!: Date | null;

  /** Sessions begun before this instant are over. */
  @Column({ type: 'timestamptz', name: 'sessions_since' })
  sessionsSince!: Date;

  @Column({ type: 'timestamptz', name: 'created_at', insert: true, update: false, default: () => 'now()' })
  createdAt!: Date;
}
