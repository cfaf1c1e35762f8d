import { AppError } from '@ruyi/contract/errors';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { fieldRights, type Actor, type Actors } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import {
  describeModule,
  type ChosenColumns,
  type Metadata,
  type ModuleModel,
  type TenantModel,
} from '@ruyi/engine/model';
import { administers } from '../base/auth/administers.js';

/** Modules as the caller may know them; the designers of fields see every field, retired ones included. */
export class ModuleDescriber {
  constructor(
    private readonly metadata: Metadata,
    private readonly actors: Actors,
  ) {}

  async all(ctx: Context): Promise<ModuleDescription[]> {
    const [model, actor, columns] = await this.parts(ctx);
    return [...model.modules.values()].flatMap((module) => describe(model, module, actor, columns) ?? []);
  }

  async oneOrThrow(ctx: Context, key: string): Promise<ModuleDescription> {
    const [model, actor, columns] = await this.parts(ctx);
    const module = model.modules.get(key);
    const description = module && describe(model, module, actor, columns);
    if (!description) throw AppError.notFound();
    return description;
  }

  private parts(ctx: Context) {
    return Promise.all([this.metadata.model(ctx), this.actors.of(ctx), this.metadata.chosenColumns(ctx)]);
  }
}

function describe(
  model: TenantModel,
  module: ModuleModel,
  actor: Actor,
  columns: ChosenColumns,
): ModuleDescription | null {
  if (!module.enabled) return null;
  const userId = actor.user?.id ?? null;
  const designs = userId === null || administers(actor.data, userId, ['metadata']);
  const rights = fieldRights(module, actor, 'read');
  // Whoever may read nothing of a module, not even a pool's part of it, does not learn that it is there.
  const reads = rights.access.has(module.nameField) || (module.poolable && actor.pools.length > 0);
  if (!designs && !reads) return null;
  return describeModule(module, {
    userId,
    sees: (key) => designs || rights.access.has(key),
    seesOf: (key, field) => {
      const other = model.modules.get(key);
      return designs || (other !== undefined && fieldRights(other, actor, 'read').access.has(field));
    },
    columns: columns.get(module.key) ?? new Map(),
  });
}
