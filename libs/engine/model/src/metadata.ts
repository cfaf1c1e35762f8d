import { SLOTS, type SlotClass } from '@ruyi/engine/field-types';
import { sql, type Context, type Database } from '@ruyi/engine/context';
import type { JobHandlers, JobRuns, Outbox } from '@ruyi/engine/events';
import type { ViewColumn } from '@ruyi/contract/metadata';
import { DuplicateRuleEditor } from './edit/duplicate-rule-editor.js';
import { FieldEditor } from './edit/field-editor.js';
import { readFieldUsage, type FieldUsage } from './edit/field-usage.js';
import { LayoutEditor } from './edit/layout-editor.js';
import { MetadataJobs } from './edit/metadata-jobs.js';
import { OptionEditor } from './edit/option-editor.js';
import type { RecordsChanged } from './edit/option-replacement.js';
import { ViewEditor } from './edit/view-editor.js';
import { moduleOrThrow } from './model-lookup.js';
import type { ModelStore } from './model-store.js';
import type { ModuleDefinition } from './module-definition.js';
import type { TenantModel } from './tenant-model.js';

export interface MetadataPorts {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly jobs: JobRuns;
  readonly models: ModelStore;
  readonly shipped: readonly ModuleDefinition[];
  /** Follows records that a change of options rewrote; nobody has to. */
  readonly recordsChanged?: RecordsChanged;
}

/** How many index slots of each class are taken in a module. */
export type SlotUse = Readonly<Record<SlotClass, { readonly used: number; readonly of: number }>>;

/** Columns that a user chose, by module and view. */
export type ChosenColumns = ReadonlyMap<string, ReadonlyMap<string, readonly ViewColumn[]>>;

/** A tenant's modules, fields, layouts and views, and everything that changes them. */
export class Metadata {
  readonly fields: FieldEditor;
  readonly options: OptionEditor;
  readonly layouts: LayoutEditor;
  readonly views: ViewEditor;
  readonly duplicates: DuplicateRuleEditor;
  private readonly jobs: MetadataJobs;

  constructor(private readonly ports: MetadataPorts) {
    const recordsChanged = ports.recordsChanged ?? { recordsChanged: () => Promise.resolve() };
    this.fields = new FieldEditor(ports);
    this.options = new OptionEditor({ ...ports, recordsChanged });
    this.layouts = new LayoutEditor(ports);
    this.views = new ViewEditor(ports);
    this.duplicates = new DuplicateRuleEditor(ports);
    this.jobs = new MetadataJobs({ ...ports, recordsChanged });
  }

  model(ctx: Context): Promise<TenantModel> {
    return this.ports.models.get(ctx);
  }

  async usage(ctx: Context, module: string, field: string): Promise<FieldUsage> {
    return readFieldUsage(ctx, this.ports.database, await this.model(ctx), module, field);
  }

  async slots(ctx: Context, moduleKey: string): Promise<SlotUse> {
    moduleOrThrow(await this.model(ctx), moduleKey);
    const [rows = []] = await this.ports.database.read(ctx.tenantId, [
      sql`select slot from field_def where tenant_id = ${ctx.tenantId} and module_key = ${moduleKey} and slot is not null`,
    ]);
    const taken = new Set(rows.map((row) => String(row['slot'])));
    const use = (slots: readonly string[]) => ({
      used: slots.filter((slot) => taken.has(slot)).length,
      of: slots.length,
    });
    return { text: use(SLOTS.text), number: use(SLOTS.number), time: use(SLOTS.time), uuid: use(SLOTS.uuid) };
  }

  async chosenColumns(ctx: Context): Promise<ChosenColumns> {
    const [rows = []] = await this.ports.database.read(ctx.tenantId, [
      sql`select module_key, view_key, columns from view_columns where tenant_id = ${ctx.tenantId} and user_id = ${ctx.userId}`,
    ]);
    const byModule = Map.groupBy(rows, (row) => String(row['module_key']));
    return new Map(
      [...byModule].map(([module, views]) => [
        module,
        new Map(views.map((row) => [String(row['view_key']), row['columns'] as readonly ViewColumn[]])),
      ]),
    );
  }

  /** Makes the worker do the jobs that changes leave behind. */
  register(handlers: JobHandlers): void {
    this.jobs.register(handlers);
  }
}
