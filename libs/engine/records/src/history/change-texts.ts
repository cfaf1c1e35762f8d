import { formatFieldValue, type ValueEnvironment } from '@ruyi/contract/field-values';
import { isMaskedField, type FieldRights } from '@ruyi/engine/access';
import type { FieldModel } from '@ruyi/engine/model';
import { cleanRichText } from '@ruyi/engine/rich-text';
import { namesOfRecords } from '../read/display-names.js';
import type { ReadSession } from '../read/read-session.js';
import type { Values } from '../write/record-change.js';
import { isPointer } from '../write/record-pointer.js';
import { maskValue } from '@ruyi/contract/field-values';
import { labelText } from '@ruyi/contract/metadata';

/** One field's change as the caller may see it. */
export interface FieldChange {
  readonly field: string;
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeText: string;
  readonly afterText: string;
}

export interface StoredChange {
  readonly before: Values;
  readonly after: Values;
}

/** Words changes for a reader: names of what values point to, masked values as masks, hidden fields not at all. */
export async function changeTexts(
  session: ReadSession,
  fields: ReadonlyMap<string, FieldModel>,
  rights: FieldRights,
  changes: readonly StoredChange[],
): Promise<FieldChange[][]> {
  const names = await namesOfRecords(session, wantedNames(fields, changes));
  const { ctx, actor } = session;
  const nameOf = (field: FieldModel, id: string, value: unknown): string | undefined => {
    if (field.type === 'user' || field.type === 'users') return actor.data.users.get(id)?.name;
    if (field.type === 'department') return actor.data.departments.get(id)?.name;
    const module = isPointer(value) ? value.module : field.target;
    return module === undefined ? undefined : (names.get(module)?.get(id) ?? undefined);
  };
  const textOf = (field: FieldModel, value: unknown): string => {
    const env: ValueEnvironment = {
      timeZone: ctx.timeZone,
      baseCurrency: ctx.baseCurrency,
      regions: session.regions,
      nameOf: (_, id) => nameOf(field, id, value),
    };
    return formatFieldValue(value, field, ctx.locale, env);
  };
  return changes.map(({ before, after }) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): FieldChange[] => {
      const field = fields.get(key);
      if (!field || !rights.access.has(key)) return [];
      const label = labelText(field.label, ctx.locale);
      const [from, to] = [given(field, before[key]), given(field, after[key])];
      if (isMaskedField(rights, key)) {
        const [beforeMask, afterMask] = [maskValue(field, from), maskValue(field, to)];
        return [
          {
            field: key,
            label,
            before: beforeMask,
            after: afterMask,
            beforeText: beforeMask ?? '',
            afterText: afterMask ?? '',
          },
        ];
      }
      return [
        { field: key, label, before: from, after: to, beforeText: textOf(field, from), afterText: textOf(field, to) },
      ];
    }),
  );
}

/** History keeps what was: a rich text of another time is given out as one that is written now. */
function given(field: FieldModel, value: unknown): unknown {
  return field.type === 'richText' && typeof value === 'string' ? cleanRichText(value) : (value ?? null);
}

function wantedNames(
  fields: ReadonlyMap<string, FieldModel>,
  changes: readonly StoredChange[],
): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const values of changes.flatMap(({ before, after }) => [before, after])) {
    for (const [key, value] of Object.entries(values)) {
      const field = fields.get(key);
      if (field?.type !== 'reference' && field?.type !== 'references') continue;
      for (const item of Array.isArray(value) ? value : [value]) {
        const module = isPointer(item) ? item.module : field.target;
        const id: unknown = isPointer(item) ? item.id : item;
        if (module !== undefined && typeof id === 'string')
          wanted.set(module, (wanted.get(module) ?? new Set()).add(id));
      }
    }
  }
  return wanted;
}
