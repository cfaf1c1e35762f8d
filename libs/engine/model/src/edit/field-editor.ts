import { AppError } from '@ruyi/contract/errors';
import {
  isPlainObject,
  parseFieldSettings,
  parseFieldSettingsPatch,
  type FieldSettingsPatch,
} from '@ruyi/contract/field-values';
import { CREATABLE_FIELD_KINDS, type CreatableFieldKind, type Field } from '@ruyi/contract/metadata';
import type { Context, Database } from '@ruyi/engine/context';
import type { JobRuns, Outbox } from '@ruyi/engine/events';
import { describeField } from '../describe-module.js';
import { fieldOrThrow, moduleOrThrow } from '../model-lookup.js';
import type { ModuleDefinition } from '../module-definition.js';
import type { FieldOverlay } from '../overlay.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';
import { checkChange, checkOptionMayGo, mergeOptions } from './check-change.js';
import { startFieldPurge } from './field-purge.js';
import { insertField, saveField } from './field-rows.js';
import { usedOptions } from './field-usage.js';
import { IndexSwitch, type IndexPlace } from './index-switch.js';
import { MetadataSession, type AuditedChange } from './metadata-session.js';
import { saveFieldOrder } from './module-rows.js';
import { refused } from './refuse.js';
import { randomKey, settingsSource } from './settings-source.js';
import { releaseAllValues, takeAllValues } from './unique-switch.js';

/** Retired ones count as well: their data are still there. */
export const MOST_CUSTOM_FIELDS = 500;

/** Makes and changes the fields of a tenant's modules. A change is seen by the next request; there is no publishing. */
export class FieldEditor {
  private readonly index: IndexSwitch;

  constructor(
    private readonly ports: {
      readonly database: Database;
      readonly outbox: Outbox;
      readonly jobs: JobRuns;
      readonly shipped: readonly ModuleDefinition[];
    },
  ) {
    this.index = new IndexSwitch(ports.outbox);
  }

  /** Makes a field from an admin's `{type, label, …settings}`: rows of metadata, never DDL. */
  async create(ctx: Context, moduleKey: string, input: unknown): Promise<Field> {
    const { kind, rest } = readKind(input);
    return MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      checkRoom(session, moduleKey);
      const read = parseFieldSettings(kind, rest, settingsSource(session.ctx, session.model, { module }));
      if (!read.ok) throw AppError.invalid(read.issues);
      const overlay: FieldOverlay = {
        module: moduleKey,
        key: await this.freeKey(session, moduleKey, kind),
        type: kind,
        settings: read.settings,
        retired: false,
      };
      const place = read.settings.indexed ? await this.index.on(session, module, newField(overlay)) : {};
      await saveField(session, { ...overlay, ...place });
      await session.audit('field.create', moduleKey, overlay.key, {
        name: read.settings.label.zh,
        after: { ...read.settings, type: kind },
      });
      return this.described(session, moduleKey, overlay.key);
    });
  }

  /** Changes settings; null takes one away. Key and kind never change. */
  async change(ctx: Context, moduleKey: string, key: string, input: unknown): Promise<Field> {
    return MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      const field = fieldOrThrow(module, key);
      const source = settingsSource(session.ctx, session.model, { module, own: key });
      const read = parseFieldSettingsPatch(field.type, input, field, source);
      if (!read.ok) throw AppError.invalid(read.issues);
      checkChange(field, read.settings, session.shippedField(moduleKey, key));
      const patch = await this.withOptions(session, module, field, read.settings);
      const overlay = changedOverlay(session, module, field, patch);
      await this.switchUnique(session, module, field, patch);
      await saveField(session, { ...overlay, ...(await this.switchIndex(session, module, field, patch)) });
      await session.audit('field.edit', moduleKey, key, { name: field.label.zh, ...changedSettings(field, patch) });
      return this.described(session, moduleKey, key);
    });
  }

  /** Takes the field out of use. Its values stay until they are purged; its index and unique values are given up. */
  async retire(ctx: Context, moduleKey: string, key: string): Promise<void> {
    await MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      const field = fieldOrThrow(module, key);
      if (field.relied || field.origin === 'system') throw refused('', 'notAllowed', 'notAllowed.reliedField');
      if (field.retired) return;
      const overlay = changedOverlay(session, module, field, {});
      const present = presentPlace(session.fieldOverlay(moduleKey, key));
      if (field.unique) await releaseAllValues(session.ctx, session.tx, module, field);
      await saveField(session, {
        ...overlay,
        ...(await this.index.off(session, module, { ...overlay, ...present })),
        retired: true,
      });
      await session.audit('field.retire', moduleKey, key, { name: field.label.zh });
    });
  }

  /** Takes a retired field of the tenant's own away for good, values and history with it. Answers the job that does it. */
  purge(ctx: Context, moduleKey: string, key: string): Promise<string> {
    return startFieldPurge(this.ports, ctx, moduleKey, key);
  }

  /** Puts a retired field back into use, with its values. */
  async restore(ctx: Context, moduleKey: string, key: string): Promise<Field> {
    return MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      const field = fieldOrThrow(module, key);
      if (field.retired) {
        const overlay = { ...changedOverlay(session, module, field, {}), retired: false };
        if (field.unique) await this.takeUnique(session, module, field);
        const isIndexed = field.indexed && field.origin === 'custom';
        const place = isIndexed
          ? await this.index.on(session, module, field)
          : presentPlace(session.fieldOverlay(moduleKey, key));
        await saveField(session, { ...overlay, ...place });
        await session.audit('field.restore', moduleKey, key, { name: field.label.zh });
      }
      return this.described(session, moduleKey, key);
    });
  }

  /** The order in which the designer and new forms list the fields; those not named follow as they were. */
  async reorder(ctx: Context, moduleKey: string, keys: readonly string[]): Promise<void> {
    await MetadataSession.change(this.ports, ctx, async (session) => {
      const module = moduleOrThrow(session.model, moduleKey);
      keys.forEach((key, index) => {
        if (!module.fields.has(key)) throw refused(`keys.${index}`, 'unknownField');
        if (keys.indexOf(key) !== index) throw refused(`keys.${index}`, 'notUnique');
      });
      await saveFieldOrder(session, moduleKey, keys);
      await session.audit('field.order', moduleKey, '');
    });
  }

  private async freeKey(session: MetadataSession, module: string, type: CreatableFieldKind): Promise<string> {
    for (;;) {
      const key = `c_${randomKey()}`;
      if (await insertField(session, { module, key, type, settings: {}, retired: false })) return key;
    }
  }

  private async withOptions(
    session: MetadataSession,
    module: ModuleModel,
    field: FieldModel,
    patch: FieldSettingsPatch,
  ): Promise<FieldSettingsPatch> {
    if (!patch.options) return patch;
    const wanted = new Map(patch.options.map((option) => [option.key, option]));
    for (const option of field.options ?? []) {
      if (!wanted.has(option.key) || wanted.get(option.key)?.retired) checkOptionMayGo(field, option.key, 'options');
    }
    const isComplete = (field.options ?? []).every(({ key }) => wanted.has(key));
    const used = isComplete ? new Set<string>() : await usedOptions(session.ctx, session.tx, module, field);
    return { ...patch, options: mergeOptions(field, patch.options, used) };
  }

  private async switchUnique(
    session: MetadataSession,
    module: ModuleModel,
    field: FieldModel,
    patch: FieldSettingsPatch,
  ): Promise<void> {
    if (patch.unique === undefined || Boolean(patch.unique) === Boolean(field.unique) || field.retired) return;
    if (patch.unique) await this.takeUnique(session, module, field);
    else await releaseAllValues(session.ctx, session.tx, module, field);
  }

  private async takeUnique(session: MetadataSession, module: ModuleModel, field: FieldModel): Promise<void> {
    await releaseAllValues(session.ctx, session.tx, module, field);
    await takeAllValues(session.ctx, session.tx, module, field);
    await this.index.settle(session, module.key, field.key);
  }

  private async switchIndex(
    session: MetadataSession,
    module: ModuleModel,
    field: FieldModel,
    patch: FieldSettingsPatch,
  ): Promise<IndexPlace> {
    const overlay = session.fieldOverlay(module.key, field.key);
    const present = presentPlace(overlay);
    const isOn = present.indexState === 'filling' || present.indexState === 'ready';
    if (patch.indexed === undefined || Boolean(patch.indexed) === isOn || field.origin !== 'custom' || field.retired)
      return present;
    if (patch.indexed) return this.index.on(session, module, field);
    return overlay ? this.index.off(session, module, overlay) : present;
  }

  private async described(session: MetadataSession, moduleKey: string, key: string): Promise<Field> {
    return describeField(fieldOrThrow(moduleOrThrow(await session.changedModel(), moduleKey), key));
  }
}

function readKind(input: unknown): { readonly kind: CreatableFieldKind; readonly rest: unknown } {
  if (!isPlainObject(input)) throw new AppError(400, 'malformed');
  const { type, ...rest } = input;
  if (type === undefined || type === null) throw refused('type', 'required');
  const kind = CREATABLE_FIELD_KINDS.find((creatable) => creatable === type);
  if (!kind) throw refused('type', typeof type === 'string' ? 'unknownOption' : 'invalidType');
  return { kind, rest };
}

function checkRoom(session: MetadataSession, module: string): void {
  const custom = session.overlay.fields.filter((field) => field.module === module && field.type !== undefined);
  if (custom.length < MOST_CUSTOM_FIELDS) return;
  throw new AppError(422, 'limitReached', {
    key: 'limitReached.customFields',
    params: { max: MOST_CUSTOM_FIELDS },
    issues: [{ path: '', code: 'limitReached', key: 'limitReached.customFields', params: { max: MOST_CUSTOM_FIELDS } }],
  });
}

const newField = (overlay: FieldOverlay): FieldModel => ({
  key: overlay.key,
  type: overlay.type ?? 'text',
  label: overlay.settings.label ?? { zh: overlay.key },
  origin: 'custom',
  storage: { at: 'custom' },
});

/** The settings that a patch changes, as they were and as they will be. */
function changedSettings(field: FieldModel, patch: FieldSettingsPatch): AuditedChange {
  const was: Readonly<Record<string, unknown>> = { ...field };
  const changed = Object.entries(patch).filter(
    ([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(was[name] ?? null),
  );
  return {
    before: Object.fromEntries(changed.map(([name]) => [name, was[name] ?? null])),
    after: Object.fromEntries(changed),
  };
}

/** The field's row as it will be, but for its index: a custom field's settings whole, a shipped one's changes only. */
function changedOverlay(
  session: MetadataSession,
  module: ModuleModel,
  field: FieldModel,
  patch: FieldSettingsPatch,
): FieldOverlay {
  const before = session.fieldOverlay(module.key, field.key);
  const settings = { ...before?.settings, ...patch };
  const custom = field.origin === 'custom';
  return {
    module: module.key,
    key: field.key,
    ...(custom ? { type: field.type } : {}),
    settings: custom ? Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)) : settings,
    retired: field.retired ?? false,
  };
}

/** Where the field's index is at present. */
function presentPlace(overlay: FieldOverlay | undefined): IndexPlace {
  const { slot, indexState } = overlay ?? {};
  return { ...(slot ? { slot } : {}), ...(indexState ? { indexState } : {}) };
}
