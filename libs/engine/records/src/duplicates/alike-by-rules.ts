import { isEmptyValue } from '@ruyi/contract/field-values';
import type { DuplicateRule } from '@ruyi/contract/metadata';
import type { ModuleModel } from '@ruyi/engine/model';
import type { StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';
import { candidatesOfMany, isSame, type Compared } from './candidates.js';
import { describeMatch, type DuplicateMatch } from './duplicate-match.js';

/** Live records that one error or answer names. */
const NAMED = 5;

/** Records that hold what another one holds, by the fields of one way of the company's rules. */
export interface AlikeQuestion {
  readonly module: ModuleModel;
  readonly mode: DuplicateRule['mode'];
  readonly records: readonly {
    readonly record: StoredRecord;
    /** The fields that are asked about; all of the rules' when absent. */
    readonly touched?: (field: string) => boolean;
  }[];
  /** Which of the records that are alike count. */
  readonly counts: (alike: StoredRecord, record: StoredRecord) => boolean;
}

/** For each of the records those that are alike, as the caller may know of them. */
export async function alikeByRules(session: WriteSession, question: AlikeQuestion): Promise<DuplicateMatch[][]> {
  const { module, mode, records, counts } = question;
  const fields = module.duplicates.flatMap((rule) => (rule.mode === mode ? (module.fields.get(rule.field) ?? []) : []));
  const asked = records.flatMap(({ record, touched }, at) =>
    fields
      .filter(({ key }) => !isEmptyValue(record[key]) && (touched?.(key) ?? true))
      .map((field): Compared & { at: number; record: StoredRecord } => ({
        field,
        value: record[field.key],
        at,
        record,
      })),
  );
  const found = records.map((): DuplicateMatch[] => []);
  if (asked.length === 0) return found;
  const asking = {
    ctx: session.ctx,
    run: (statements: Parameters<typeof session.tx.pipeline>[0]) => session.tx.pipeline(statements),
  };
  const candidates = await candidatesOfMany(asking, module, asked);
  for (const [index, { field, value, at, record }] of asked.entries()) {
    for (const alike of candidates[index] ?? []) {
      const matches = found[at];
      if (!matches || matches.length >= NAMED || alike.deletedAt !== null || alike.id === record.id) continue;
      if (!counts(alike, record) || !isSame(module, field, value, alike)) continue;
      const visible = await session.may('read', module, alike);
      matches.push(describeMatch(session, module, { field, record: alike, visible }));
    }
  }
  return found;
}
