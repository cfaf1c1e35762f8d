import { AppError } from '@ruyi/contract/errors';
import { actorOfRole, seesNoMoreFields, seesWhole, type Actor } from '@ruyi/engine/access';
import type { TenantModel } from '@ruyi/engine/model';

/**
 * Checks as whom a webhook hears. The role has to see all records of the modules: a webhook is nobody, and "own" or "of
 * my department" would silently send nothing. And whoever makes the webhook has to see as much: it is no way to data
 * that one may not see.
 */
export function checkWebhookRole(
  model: TenantModel,
  caller: Actor,
  webhook: { readonly roleId: string; readonly events: readonly string[] },
): void {
  if (!caller.data.roles.has(webhook.roleId)) throw AppError.invalid([{ path: 'roleId', code: 'notFound' }]);
  const actor = actorOfRole(caller.data, webhook.roleId);
  for (const module of new Set(webhook.events.map((event) => event.split('.')[0] ?? ''))) {
    if (!seesWhole(model, actor, module))
      throw AppError.invalid([{ path: 'roleId', code: 'notAllowed', key: 'webhookRoleSeesPart' }]);
    if (!seesWhole(model, caller, module) || !seesNoMoreFields(model, actor, caller, module))
      throw AppError.invalid([{ path: 'roleId', code: 'notAllowed', key: 'webhookBeyondOwn' }]);
  }
}
