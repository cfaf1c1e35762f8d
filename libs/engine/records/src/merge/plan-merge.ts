import type { Issue } from '@ruyi/contract/errors';
import { isEmptyValue } from '@ruyi/contract/field-values';
import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { repointed } from '../write/repointed.js';
import { sameValue } from '../write/same-value.js';
import type { StoredRecord } from '../write/stored-record.js';
import { ALL_OF_THEM } from './merge-request.js';

const LISTS: ReadonlySet<FieldKind> = new Set(['multiSelect', 'tags', 'users', 'references', 'files', 'images']);

/** Everything that the plan of a merge follows from. */
export interface MergeQuestion {
  readonly module: ModuleModel;
  readonly into: StoredRecord;
  readonly from: readonly StoredRecord[];
  readonly choices: Readonly<Record<string, string>>;
  /** Fields that the caller reads in full and may edit. */
  readonly choosable: ReadonlySet<string>;
  /** Fields that are there for the caller. */
  readonly known: ReadonlySet<string>;
  /** What is wrong with a list that was put together. */
  faultsOf(field: FieldModel, value: unknown): readonly Issue[];
}

export interface MergePlan {
  /** What changes in the record that stays. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By field that the caller may choose and in which the records differ: whose value is kept. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[];
}

/**
 * Decides the values of the record that stays. Where the caller may choose: as chosen, else its own, else the first that
 * there is; lists are put together. Where the caller may not, the same without a choice: nothing that somebody else may
 * read gets lost where the record that stays has none, and nothing of the answer depends on what the caller cannot read.
 */
export function planMerge(question: MergeQuestion): MergePlan {
  const { module, into, choosable } = question;
  const issues: Issue[] = choiceIssues(question);
  const wrong = new Set(issues.map(({ path }) => path));
  const values: Record<string, unknown> = {};
  const chosen: Record<string, string> = {};
  for (const field of module.fields.values()) {
    const { key, storage } = field;
    if (field.origin === 'system' || (storage.at !== 'columns' && storage.at !== 'custom')) continue;
    const mayChoose = choosable.has(key) && !wrong.has(`values.${key}`);
    const asked = mayChoose ? question.choices[key] : undefined;
    const decided = asked === undefined ? byItself(question, field) : chosenValue(question, field, asked, issues);
    if (!sameValue(decided.value, into[key])) values[key] = decided.value;
    if (mayChoose && differs(question, field)) chosen[key] = decided.choice;
  }
  const last = lastFollowUp(question);
  if (last !== null && last !== into['lastFollowUpAt']) values['lastFollowUpAt'] = last;
  return { values, chosen, issues };
}

function choiceIssues({ module, into, from, choices, choosable, known }: MergeQuestion): Issue[] {
  const ids = new Set([into.id, ...from.map(({ id }) => id)]);
  return Object.entries(choices).flatMap(([key, choice]): Issue[] => {
    const path = `values.${key}`;
    const field = module.fields.get(key);
    if (!field || !known.has(key)) return [{ path, code: 'unknownField' }];
    if (!choosable.has(key)) return [{ path, code: 'notAllowed' }];
    if (choice === ALL_OF_THEM ? LISTS.has(field.type) : ids.has(choice)) return [];
    return [{ path, code: choice === ALL_OF_THEM ? 'unknownOption' : 'notFound' }];
  });
}

interface Decided {
  readonly value: unknown;
  readonly choice: string;
}

function chosenValue(question: MergeQuestion, field: FieldModel, choice: string, issues: Issue[]): Decided {
  const { into, from } = question;
  const record = [into, ...from].find(({ id }) => id === choice);
  const value = record ? valueIn(question, field, record) : together(question, field);
  const path = `values.${field.key}`;
  if (!record) issues.push(...question.faultsOf(field, value).map((issue) => ({ ...issue, path })));
  if (field.required && isEmptyValue(value) && !isEmptyValue(into[field.key])) issues.push({ path, code: 'required' });
  return { value, choice };
}

function byItself(question: MergeQuestion, field: FieldModel): Decided {
  const { into, from } = question;
  const filled = [into, ...from].filter((record) => !isEmptyValue(valueIn(question, field, record)));
  const record = filled[0] ?? into;
  if (LISTS.has(field.type) && filled.length > 1) {
    const value = together(question, field);
    if (question.faultsOf(field, value).length === 0) return { value, choice: ALL_OF_THEM };
  }
  return { value: valueIn(question, field, record), choice: record.id };
}

/** What the record has in the field, without references to what it is merged with. */
function valueIn({ module, into, from }: MergeQuestion, field: FieldModel, record: StoredRecord): unknown {
  const value = record[field.key] ?? null;
  const toItself = field.target === module.key || field.targets?.includes(module.key);
  if (!toItself || (field.type !== 'reference' && field.type !== 'references')) return value;
  const left = repointed(value, new Set([into.id, ...from.map(({ id }) => id)]), null);
  return left === null && field.required ? repointed(value, new Set(from.map(({ id }) => id)), into.id) : left;
}

function together(question: MergeQuestion, field: FieldModel): unknown {
  const items = [question.into, ...question.from].flatMap((record): unknown[] => {
    const value = valueIn(question, field, record);
    return Array.isArray(value) ? value : [];
  });
  return items.length === 0 ? null : [...new Set(items)];
}

function differs(question: MergeQuestion, field: FieldModel): boolean {
  const own = valueIn(question, field, question.into);
  return question.from.some((record) => !sameValue(valueIn(question, field, record), own));
}

function lastFollowUp({ module, into, from }: MergeQuestion): string | null {
  if (!module.fields.has('lastFollowUpAt')) return null;
  const times = [into, ...from].flatMap((record) => record['lastFollowUpAt'] ?? []).map(String);
  return times.sort().at(-1) ?? null;
}
