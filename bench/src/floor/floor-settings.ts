import type { ModuleModel } from '@ruyi/engine/model';
import type { Company } from '../make-company.js';

/** What a hand-written server would have in its source or in memory; it comes in the environment. */
export interface FloorSettings {
  readonly adminUrl: string;
  readonly tenantId: string;
  /** The administrator: who writes. */
  readonly userId: string;
  readonly poolId: string;
  readonly ruleId: string;
  /** By the actor's name whose customers they see; null: everybody's. */
  readonly scopes: Readonly<Record<string, readonly string[] | null>>;
  /** By the actor's name who asks. */
  readonly users: Readonly<Record<string, string>>;
  readonly custom: readonly FloorField[];
  /** Field key → value → text: option labels, names of regions. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly folder: string;
}

/** A custom field: its name in the source, its key, and the column that has a copy of it, where it is indexed. */
export interface FloorField {
  readonly name: string;
  readonly key: string;
  readonly slot: string | null;
}

export function floorFields({ custom }: Company, module: ModuleModel): FloorField[] {
  return Object.values(custom).map(({ name, key }) => {
    const storage = module.fields.get(key)?.storage;
    return { name, key, slot: (storage?.at === 'custom' && storage.fillSlot) || null };
  });
}

export const FLOOR_SETTINGS = 'BENCH_FLOOR_SETTINGS';

export function fieldOf({ custom }: FloorSettings, name: string): { readonly key: string; readonly slot: string } {
  const field = custom.find((each) => each.name === name);
  if (!field) throw new Error(`the floor knows no field ${name}`);
  return { key: field.key, slot: field.slot ?? '' };
}
