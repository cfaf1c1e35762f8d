import type { RecordAction } from '@ruyi/contract/access';
import type { TenantModel } from '@ruyi/engine/model';
import { PARENT_EDIT, PARENT_READ, TEAM, TEAM_WRITE } from './access-rules.js';
import { parentField, parentModules } from './access-grant.js';
import { abilityOf } from './actor-ability.js';
import type { Actor } from './actor.js';

export interface TeamMember {
  readonly userId: string;
  readonly access: 'read' | 'write';
  /** Past instants count as no membership; null: for good. */
  readonly expiresAt: string | Date | null;
}

/** A record as the access rules see it, before or after a write. */
export interface RecordImage {
  readonly module: string;
  readonly id: string;
  /** By field key: `ownerId`, `createdBy`, `poolId` at least. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Everybody on the record's team; absent is nobody. */
  readonly team?: readonly TeamMember[];
  /** The record that the module's `inherit` or `either` reference names; absent or null: none. */
  readonly parent?: RecordImage | null;
}

/** What CASL matches rule conditions against. */
export function caslSubject(model: TenantModel, actor: Actor, image: RecordImage, now: Date): Record<string, unknown> {
  const members = (image.team ?? []).filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > now);
  return {
    ...image.values,
    module: image.module,
    ownerId: image.values['ownerId'] ?? null,
    createdBy: image.values['createdBy'] ?? null,
    poolId: image.values['poolId'] ?? null,
    [TEAM]: members.map((member) => member.userId),
    [TEAM_WRITE]: members.filter((member) => member.access === 'write').map((member) => member.userId),
    ...parentAnswers(model, actor, image, now),
  };
}

function parentAnswers(model: TenantModel, actor: Actor, image: RecordImage, now: Date): Record<string, boolean> {
  const module = model.modules.get(image.module);
  const field = module === undefined ? null : parentField(module);
  if (module === undefined || field === null) return {};
  const modules = parentModules(model, module, field);
  const answer = (action: 'read' | 'edit'): boolean =>
    modules.every((parent) => isUnconditional(model, actor, action, parent.key)) ||
    (image.parent != null &&
      matchingRules(model, actor, action, image.parent, now).some((rule) => rule.reason !== 'pool'));
  return { [PARENT_READ]: answer('read'), [PARENT_EDIT]: answer('edit') };
}

/** The actor's rules that give the action on the record; none is a refusal. */
export function matchingRules(
  model: TenantModel,
  actor: Actor,
  action: RecordAction,
  image: RecordImage,
  now: Date,
): { readonly reason?: string | undefined }[] {
  const subject = caslSubject(model, actor, image, now);
  return abilityOf(model, actor)
    .rulesFor(action, image.module)
    .filter((rule) => !rule.inverted && rule.matchesConditions(subject));
}

function isUnconditional(model: TenantModel, actor: Actor, action: RecordAction, module: string): boolean {
  return abilityOf(model, actor)
    .rulesFor(action, module)
    .some((rule) => !rule.inverted && rule.conditions === undefined);
}
