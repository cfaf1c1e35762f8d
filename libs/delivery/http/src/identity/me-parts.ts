import { packedPermissions, type Actors, type PackedPermissions } from '@ruyi/engine/access';
import type { Label } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import type { Notifications } from '@ruyi/engine/events';
import type { Metadata } from '@ruyi/engine/model';
import { ModuleDescriber } from '../metadata/module-describer.js';

/** A module as menus need it. */
export interface ModuleSummary {
  readonly key: string;
  readonly label: Label;
  readonly icon: string;
  readonly poolable: boolean;
}

/** What `GET /me` says beyond identity. */
export interface MeExtras extends PackedPermissions {
  readonly modules: readonly ModuleSummary[];
  readonly unread: number;
}

/** For who may do nothing yet. */
export const NO_EXTRAS: MeExtras = { permissions: [], fieldAccess: {}, admin: [], modules: [], unread: 0 };

/** Gathers the caller's rights, modules and unread notices for `GET /me`. */
export class MeParts {
  private readonly describer: ModuleDescriber;

  constructor(
    private readonly metadata: Metadata,
    private readonly actors: Actors,
    private readonly notifications: Notifications,
  ) {
    this.describer = new ModuleDescriber(metadata, actors);
  }

  async of(ctx: Context): Promise<MeExtras> {
    const [model, actor, modules, notices] = await Promise.all([
      this.metadata.model(ctx),
      this.actors.of(ctx),
      this.describer.all(ctx),
      this.notifications.list(ctx, { limit: 1 }),
    ]);
    return {
      ...packedPermissions(model, actor),
      modules: modules.map(({ key, label, icon, poolable }) => ({ key, label, icon, poolable })),
      unread: notices.unread,
    };
  }
}
