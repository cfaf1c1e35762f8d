import {
  auditStatement,
  sql,
  type AuditDetail,
  type Context,
  type Database,
  type Transaction,
} from '@ruyi/engine/context';
import { buildTenantModel } from '../build-tenant-model.js';
import type { ModuleDefinition } from '../module-definition.js';
import { overlayStatements, readOverlay } from '../overlay-rows.js';
import type { FieldOverlay, TenantOverlay } from '../overlay.js';
import type { TenantModel } from '../tenant-model.js';

/** What an entry of the audit log says of a change. */
export interface AuditedChange {
  /** What it is called, as the log shows it. */
  readonly name?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** One change of a tenant's metadata in the making: its transaction, and the model as it was before. */
export class MetadataSession {
  private constructor(
    /** Carries the version that the change leads to. */
    readonly ctx: Context,
    readonly tx: Transaction,
    private readonly shipped: readonly ModuleDefinition[],
    readonly overlay: TenantOverlay,
    readonly model: TenantModel,
  ) {}

  /**
   * Opens the transaction in which `work` changes metadata. Raising the version first makes changes of one tenant wait
   * for each other, so each sees what the one before left.
   */
  static change<T>(
    ports: { readonly database: Database; readonly shipped: readonly ModuleDefinition[] },
    ctx: Context,
    work: (session: MetadataSession) => Promise<T>,
  ): Promise<T> {
    return ports.database.transaction(ctx.tenantId, async (tx) => {
      const [row] = await tx.query<{ model_version: number }>(
        sql`update tenant set model_version = model_version + 1 where id = ${ctx.tenantId} returning model_version`,
      );
      const changed = { ...ctx, modelVersion: row?.model_version ?? ctx.modelVersion + 1 };
      return work(await MetadataSession.open(changed, tx, ports.shipped));
    });
  }

  private static async open(
    ctx: Context,
    tx: Transaction,
    shipped: readonly ModuleDefinition[],
  ): Promise<MetadataSession> {
    const overlay = readOverlay(await tx.pipeline(overlayStatements(ctx.tenantId)));
    const model = buildTenantModel({ tenantId: ctx.tenantId, version: ctx.modelVersion }, shipped, overlay);
    return new MetadataSession(ctx, tx, shipped, overlay, model);
  }

  /** The model with what this change has written so far. */
  async changedModel(): Promise<TenantModel> {
    return (await MetadataSession.open(this.ctx, this.tx, this.shipped)).model;
  }

  /** Keeps who changed which part of the metadata, with the settings before and after: `field.create` of `customers.c_ab12cd`. */
  async audit(action: string, module: string, key: string, change: AuditedChange = {}): Promise<void> {
    const detail = { module, key, ...change } as AuditDetail;
    await this.tx.query(auditStatement(this.ctx, { action, detail }));
  }

  /** What the tenant has said of the field so far; undefined for an untouched shipped one. */
  fieldOverlay(module: string, key: string): FieldOverlay | undefined {
    return this.overlay.fields.find((field) => field.module === module && field.key === key);
  }

  shippedField(module: string, key: string): ModuleDefinition['fields'][string] | undefined {
    return this.shipped.find((definition) => definition.key === module)?.fields[key];
  }
}
