import type { Locale } from '@ruyi/contract/metadata';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A company that signed up. */
@Entity({ name: 'tenant' })
export class Tenant {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** The company number (企业号) that staff without e-mail and mobile log in with. */
  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  locale!: Locale;

  @Column({ type: 'text', name: 'time_zone' })
  timeZone!: string;

  @Column({ type: 'text', name: 'base_currency' })
  baseCurrency!: string;

  /** Whoever has no second factor may do nothing but set one up. */
  @Column({ type: 'boolean', name: 'second_factor_required', default: false })
  secondFactorRequired!: boolean;

  @Column({ type: 'int', name: 'model_version' })
  modelVersion!: number;

  @Column({ type: 'int', name: 'access_version' })
  accessVersion!: number;

  @Column({ type: 'jsonb' })
  settings!: Record<string, unknown>;

  @Column({ type: 'timestamptz', name: 'created_at', insert: true, update: false, default: () => 'now()' })
  createdAt!: Date;
}
