import type { RecordAction } from '@ruyi/contract/access';
import type { TenantModel } from '@ruyi/engine/model';
import { parentField, parentModules } from './access-grant.js';
import { abilityOf } from './actor-ability.js';
import type { Actor } from './actor.js';
import { caslSubject } from './record-image.js';
import type { RecordImage } from './record-image.js';

/** Whether the actor may do this to the record as it is in the image; the same rules as the compiled SQL. */
export function canDo(
  model: TenantModel,
  actor: Actor,
  action: RecordAction,
  image: RecordImage,
  now = new Date(),
): boolean {
  if (actor.user === null) return true;
  return abilityOf(model, actor).can(action, caslSubject(model, actor, image, now));
}

/** Whether the actor's roles give the action on the module at all, to whichever rows. */
export function mayEver(model: TenantModel, actor: Actor, action: string, module: string): boolean {
  if (actor.user === null) return true;
  return abilityOf(model, actor)
    .rulesFor(action, module)
    .some((rule) => !rule.inverted);
}

/** Whether the action needs the record's parent to be decided, so that a caller knows to load it. */
export function parentsNeeded(model: TenantModel, module: string): readonly string[] {
  const found = model.modules.get(module);
  const field = found === undefined ? null : parentField(found);
  return found === undefined || field === null ? [] : parentModules(model, found, field).map((parent) => parent.key);
}
