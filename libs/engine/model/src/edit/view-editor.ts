import { AppError } from '@ruyi/contract/errors';
import type { View, ViewColumn } from '@ruyi/contract/metadata';
import { sql, type Context, type Database } from '@ruyi/engine/context';
import { moduleOrThrow } from '../model-lookup.js';
import type { ModelStore } from '../model-store.js';
import type { ModuleDefinition } from '../module-definition.js';
import type { ViewOverlay } from '../overlay.js';
import type { ModuleModel } from '../tenant-model.js';
import { auditView } from './audit-view.js';
import { MetadataSession } from './metadata-session.js';
import { readColumns, readView, type ViewInput } from './read-view.js';
import { refused } from './refuse.js';
import { randomKey } from './settings-source.js';

const MOST_VIEWS = 500;

/** Who changes views: shared ones are the administrators' to change, private ones their owner's. */
export interface ViewAuthor {
  readonly userId: string | null;
  readonly administers: boolean;
}

/** Stands for the pool's list, which is no view, where a user chooses columns. */
export const POOL_COLUMNS = '_pool';

/** Saves filters with columns and sort under a name. */
export class ViewEditor {
  constructor(
    private readonly ports: {
      readonly database: Database;
      readonly models: ModelStore;
      readonly shipped: readonly ModuleDefinition[];
    },
  ) {}

  async create(ctx: Context, author: ViewAuthor, moduleKey: string, input: unknown): Promise<View> {
    return MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      const view = readView({ ctx, model: session.model, module }, input, 'create');
      checkShare(author, view);
      if (session.overlay.views.length >= MOST_VIEWS)
        throw refused('', 'limitReached', 'limitReached.views', { max: MOST_VIEWS });
      const taken = new Set(module.views.map(({ key }) => key));
      let key = `v_${randomKey()}`;
      while (taken.has(key)) key = `v_${randomKey()}`;
      const saved = await this.save(session, module, {
        key,
        origin: 'custom',
        ownerId: view.visibility === 'private' ? author.userId : null,
        settings: view,
      });
      await auditView(session, moduleKey, null, saved);
      return saved;
    });
  }

  /** Of a shipped view the filter stays as it is; label, columns, sort and place may change. */
  async change(ctx: Context, author: ViewAuthor, moduleKey: string, key: string, input: unknown): Promise<View> {
    return MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      const view = changeableOrThrow(module, author, key);
      const patch = readView({ ctx, model: session.model, module }, input, 'change');
      checkShare(author, patch);
      if (view.origin === 'shipped' && (patch.filter !== undefined || patch.visibility !== undefined)) {
        throw refused(patch.filter === undefined ? 'visibility' : 'filter', 'notAllowed', 'notAllowed.shippedView');
      }
      const before = session.overlay.views.find((each) => each.module === moduleKey && each.key === key);
      const visibility = patch.visibility ?? view.visibility;
      const saved = await this.save(session, module, {
        key,
        origin: view.origin,
        ownerId: visibility === 'private' ? (view.ownerId ?? author.userId) : null,
        settings: { ...withoutOwner(before?.view), ...patch },
      });
      await auditView(session, moduleKey, view, saved);
      return saved;
    });
  }

  /** Removes a view; a shipped one goes back to how it shipped. */
  async remove(ctx: Context, author: ViewAuthor, moduleKey: string, key: string): Promise<void> {
    await MetadataSession.change(this.ports, ctx, async (session) => {
      const { tx, model } = session;
      const view = changeableOrThrow(moduleOrThrow(model, moduleKey), author, key);
      const at = [ctx.tenantId, moduleKey, key];
      await tx.query({
        text: 'delete from saved_view where tenant_id = $1 and module_key = $2 and view_key = $3',
        values: at,
      });
      await tx.query({
        text: 'delete from view_columns where tenant_id = $1 and module_key = $2 and view_key = $3',
        values: at,
      });
      await auditView(session, moduleKey, view, null);
    });
  }

  /** The columns that the user wants to see in a view; nobody else's view of it changes. Null: as the view says. */
  async setColumns(
    ctx: Context,
    moduleKey: string,
    key: string,
    input: unknown,
  ): Promise<readonly ViewColumn[] | null> {
    const module = moduleOrThrow(await this.ports.models.get(ctx), moduleKey);
    const isPool = key === POOL_COLUMNS && module.poolable;
    if (!isPool && !module.views.some((view) => view.key === key && isSeenBy(view, ctx.userId)))
      throw AppError.notFound();
    const columns = readColumns(module, input);
    await this.ports.database.transaction(ctx.tenantId, (tx) =>
      tx.query(
        columns === null
          ? sql`delete from view_columns where tenant_id = ${ctx.tenantId} and user_id = ${ctx.userId} and module_key = ${moduleKey} and view_key = ${key}`
          : sql`insert into view_columns (tenant_id, user_id, module_key, view_key, columns)
                values (${ctx.tenantId}, ${ctx.userId}, ${moduleKey}, ${key}, ${JSON.stringify(columns)})
                on conflict (tenant_id, user_id, module_key, view_key) do update set columns = excluded.columns`,
      ),
    );
    return columns;
  }

  private async save(
    session: MetadataSession,
    module: ModuleModel,
    view: {
      readonly key: string;
      readonly origin: View['origin'];
      readonly ownerId: string | null;
      readonly settings: ViewInput;
    },
  ): Promise<View> {
    const { ctx, tx } = session;
    const { visibility: _, filter, ...given } = view.settings;
    const settings = { ...given, ...(filter ? { filter } : {}) };
    await tx.query(
      sql`insert into saved_view (tenant_id, module_key, view_key, origin, owner_id, settings, updated_by)
          values (${ctx.tenantId}, ${module.key}, ${view.key}, ${view.origin}, ${view.ownerId}, ${JSON.stringify(settings)}, ${ctx.userId})
          on conflict (tenant_id, module_key, view_key) do update set owner_id = excluded.owner_id, settings = excluded.settings,
            updated_at = now(), updated_by = excluded.updated_by`,
    );
    const saved = moduleOrThrow(await session.changedModel(), module.key).views.find(({ key }) => key === view.key);
    if (!saved) throw AppError.notFound();
    return saved;
  }
}

/** Whose a view is lies beside its settings. */
function withoutOwner(view: ViewOverlay['view'] = {}): ViewInput {
  const { ownerId: _, ...settings } = view;
  return settings;
}

export const isSeenBy = (view: View, userId: string | null): boolean =>
  view.ownerId === undefined || view.ownerId === userId;

function checkShare(author: ViewAuthor, view: ViewInput): void {
  if (view.visibility === 'shared' && !author.administers) throw AppError.notAllowed('notAllowed.sharedView');
}

function changeableOrThrow(module: ModuleModel, author: ViewAuthor, key: string): View {
  const view = module.views.find((each) => each.key === key);
  if (!view || !isSeenBy(view, author.userId)) throw AppError.notFound();
  if (view.ownerId === undefined && !author.administers) throw AppError.notAllowed('notAllowed.sharedView');
  return view;
}
