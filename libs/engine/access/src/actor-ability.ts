import { createMongoAbility } from '@casl/ability';
import type { TenantModel } from '@ruyi/engine/model';
import { accessRules } from './access-rules.js';
import type { RecordAbility } from './access-rules.js';
import type { AccessData } from './access-data.js';
import type { Actor } from './actor.js';

/** Abilities kept for one version of a tenant's people. */
const KEPT_ABILITIES = 2_000;

const kept = new WeakMap<AccessData, Map<string, RecordAbility>>();

/** The actor's CASL ability; kept as long as people, metadata and pools stay as they are. */
export function abilityOf(model: TenantModel, actor: Actor): RecordAbility {
  const abilities = kept.get(actor.data) ?? new Map<string, RecordAbility>();
  kept.set(actor.data, abilities);
  const pools = actor.pools
    .map(({ poolId, admin, visibleFields }) => `${poolId}${admin ? '!' : ''}${visibleFields?.join(' ') ?? '*'}`)
    .join();
  const key = `${actor.user?.id ?? ''}/${model.version}/${pools}`;
  const known = abilities.get(key);
  if (known !== undefined) return known;
  const ability = createMongoAbility(accessRules(model, actor), { detectSubjectType: subjectTypeOf });
  if (abilities.size >= KEPT_ABILITIES) abilities.clear();
  abilities.set(key, ability);
  return ability;
}

function subjectTypeOf(subject: unknown): string {
  return (subject as { module: string }).module;
}
