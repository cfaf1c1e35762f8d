import { AppError, InputReader } from '@ruyi/contract/errors';
import type { Label, Layout, LayoutField, LayoutSection } from '@ruyi/contract/metadata';
import { sql, type Context, type Database } from '@ruyi/engine/context';
import { moduleOrThrow } from '../model-lookup.js';
import type { ModuleDefinition } from '../module-definition.js';
import type { ModuleModel, TenantModel } from '../tenant-model.js';
import { MetadataSession } from './metadata-session.js';
import { readLabelInput } from './read-label-input.js';

const MOST_SECTIONS = 50;
const MOST_FIELDS = 1000;
const WIDTHS = [25, 50, 75, 100] as const;
const SECTION_KEY = /^[A-Za-z_]\w{0,39}$/;

/** Puts fields on forms and detail pages. */
export class LayoutEditor {
  constructor(private readonly ports: { readonly database: Database; readonly shipped: readonly ModuleDefinition[] }) {}

  async set(ctx: Context, moduleKey: string, kind: Layout['kind'], input: unknown): Promise<Layout> {
    return MetadataSession.change(this.ports, ctx, async (session) => {
      const { tx, model } = session;
      const sections = readSections(moduleOrThrow(model, moduleKey), input);
      await tx.query(
        sql`insert into layout (tenant_id, module_key, kind, sections, updated_by)
            values (${ctx.tenantId}, ${moduleKey}, ${kind}, ${JSON.stringify(sections)}, ${ctx.userId})
            on conflict (tenant_id, module_key, kind) do update set sections = excluded.sections, updated_at = now(), updated_by = excluded.updated_by`,
      );
      await session.audit('layout.edit', moduleKey, kind, {
        before: { fields: fieldsOn(model, moduleKey, kind) },
        after: { fields: sections.flatMap(({ fields }) => fields.map(({ field }) => field)) },
      });
      return { kind, sections };
    });
  }

  /** Back to the shipped one. */
  async reset(ctx: Context, moduleKey: string, kind: Layout['kind']): Promise<void> {
    await MetadataSession.change(this.ports, ctx, async (session) => {
      const { tx, model } = session;
      moduleOrThrow(model, moduleKey);
      await tx.query(
        sql`delete from layout where tenant_id = ${ctx.tenantId} and module_key = ${moduleKey} and kind = ${kind}`,
      );
      await session.audit('layout.reset', moduleKey, kind);
    });
  }
}

/** The fields of the layout as it is, in order. */
function fieldsOn(model: TenantModel, moduleKey: string, kind: Layout['kind']): readonly string[] {
  const layout = moduleOrThrow(model, moduleKey).layouts.find((each) => each.kind === kind);
  return layout?.sections.flatMap(({ fields }) => fields.map(({ field }) => field)) ?? [];
}

function readSections(module: ModuleModel, input: unknown): LayoutSection[] {
  const reader = new InputReader();
  const body = reader.object(input, '', ['sections']);
  if (body && !Array.isArray(body['sections']))
    reader.fail('sections', body['sections'] === undefined ? 'required' : 'invalidType');
  const placed = new Set<string>();
  const keys = new Set<string>();
  const sections = reader.array(body?.['sections'], 'sections', MOST_SECTIONS).flatMap((section, index) => {
    const read = readSection(reader, section, `sections.${index}`, { module, placed });
    if (read && keys.has(read.key)) reader.fail(`sections.${index}.key`, 'notUnique');
    if (read) keys.add(read.key);
    return read ? [read] : [];
  });
  if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
  return sections;
}

interface Placement {
  readonly module: ModuleModel;
  readonly placed: Set<string>;
}

function readSection(
  reader: InputReader,
  input: unknown,
  path: string,
  placement: Placement,
): LayoutSection | undefined {
  const section = reader.object(input, path, ['key', 'label', 'columns', 'collapsed', 'fields']);
  if (!section) return undefined;
  const key = reader.text(section['key'], `${path}.key`, 40);
  if (key !== undefined && !SECTION_KEY.test(key)) reader.fail(`${path}.key`, 'patternMismatch');
  const label: Label | undefined = readLabelInput(reader, section['label'], `${path}.label`);
  const columns = section['columns'] === undefined ? 2 : reader.integer(section['columns'], `${path}.columns`, 1, 3);
  const collapsed = reader.boolean(section['collapsed'], `${path}.collapsed`, false);
  const fields = reader
    .array(section['fields'], `${path}.fields`, MOST_FIELDS)
    .flatMap((field, index) => readField(reader, field, `${path}.fields.${index}`, placement) ?? []);
  if (key === undefined || label === undefined || columns === undefined) return undefined;
  return { key, label, columns: columns as 1 | 2 | 3, ...(collapsed ? { collapsed } : {}), fields };
}

function readField(
  reader: InputReader,
  input: unknown,
  path: string,
  { module, placed }: Placement,
): LayoutField | undefined {
  const field = reader.object(input, path, ['field', 'width']);
  if (!field) return undefined;
  const key = reader.text(field['field'], `${path}.field`, 80);
  if (key === undefined) return undefined;
  const known = module.fields.get(key);
  if (!known || known.retired) return reader.fail(`${path}.field`, 'unknownField');
  if (placed.has(key)) return reader.fail(`${path}.field`, 'notUnique');
  placed.add(key);
  if (field['width'] === undefined || field['width'] === null) return { field: key };
  const width = WIDTHS.find((each) => each === field['width']);
  return width === undefined ? reader.fail(`${path}.width`, 'unknownOption') : { field: key, width };
}
