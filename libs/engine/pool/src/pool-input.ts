import { InputReader } from '@ruyi/contract/errors';
import {
  NO_LIMITS,
  RECLAIM_RULE_KINDS,
  type People,
  type PersonalLimit,
  type PoolLimits,
  type RuleDays,
} from './pool.js';
import { MAX_GRACE_DAYS, MAX_NATURAL_DAYS, MAX_WORKING_DAYS } from './reclaim-plan.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MAX_PAUSE_DATES = 400;
const MAX_PEOPLE = 5000;
const MOST_HELD = 1_000_000;

/** What exists in the tenant, for checking ids. */
export interface KnownPeople {
  hasUser(id: string): boolean;
  hasDepartment(id: string): boolean;
}

export function readPeople(reader: InputReader, value: unknown, path: string, known: KnownPeople): People {
  const input = reader.object(value, path, ['everybody', 'users', 'departments']) ?? {};
  const ids = (key: 'users' | 'departments', exists: (id: string) => boolean): string[] =>
    reader.array(input[key], `${path}.${key}`, MAX_PEOPLE).flatMap((id, index) => {
      if (typeof id === 'string' && UUID.test(id) && exists(id)) return [id];
      reader.fail(`${path}.${key}.${index}`, 'notFound');
      return [];
    });
  return {
    everybody: reader.boolean(input['everybody'], `${path}.everybody`, false),
    users: ids('users', (id) => known.hasUser(id)),
    departments: ids('departments', (id) => known.hasDepartment(id)),
  };
}

/** A number is for everybody and leaves the exceptions as they are; of an object what is not named stays; null takes all away. */
function readPersonalLimit(
  reader: InputReader,
  value: unknown,
  path: string,
  { known, before }: { readonly known: KnownPeople; readonly before: PersonalLimit },
): PersonalLimit {
  if (value === undefined) return before;
  if (value === null) return { default: null };
  if (typeof value === 'number') return { ...before, default: reader.integer(value, path, 0, MOST_HELD) ?? null };
  const input = reader.object(value, path, ['default', 'users', 'departments']) ?? {};
  const entries = (key: 'users' | 'departments', exists: (id: string) => boolean): Record<string, number> =>
    input[key] === undefined
      ? { ...before[key] }
      : Object.fromEntries(
          reader.map(input[key], `${path}.${key}`, exists).flatMap(([id, count]) => {
            const number = reader.integer(count, `${path}.${key}.${id}`, 0, MOST_HELD);
            return number === undefined ? [] : [[id, number] as const];
          }),
        );
  return {
    default:
      input['default'] === undefined
        ? before.default
        : reader.optionalInteger(input['default'], `${path}.default`, 0, MOST_HELD),
    users: entries('users', (id) => known.hasUser(id)),
    departments: entries('departments', (id) => known.hasDepartment(id)),
  };
}

/** Limits as an admin changes them: what is not named stays, null takes one away; null for all of them is no limit at all. */
export function readLimits(
  reader: InputReader,
  value: unknown,
  path: string,
  { known, before }: { readonly known: KnownPeople; readonly before: PoolLimits },
): PoolLimits {
  if (value === null) return NO_LIMITS;
  const input =
    reader.object(value, path, [
      'claimPerDay',
      'claimPerWeek',
      'claimPerMonth',
      'holding',
      'holdingSparesDeals',
      'lock',
      'formerOwnerDays',
    ]) ?? {};
  const whole = (key: 'claimPerDay' | 'claimPerWeek' | 'claimPerMonth' | 'formerOwnerDays', max: number) =>
    input[key] === undefined ? before[key] : reader.optionalInteger(input[key], `${path}.${key}`, 0, max);
  const personal = (key: 'holding' | 'lock') =>
    readPersonalLimit(reader, input[key], `${path}.${key}`, { known, before: before[key] });
  return {
    claimPerDay: whole('claimPerDay', 100_000),
    claimPerWeek: whole('claimPerWeek', 100_000),
    claimPerMonth: whole('claimPerMonth', 100_000),
    holding: personal('holding'),
    holdingSparesDeals: reader.boolean(
      input['holdingSparesDeals'],
      `${path}.holdingSparesDeals`,
      before.holdingSparesDeals,
    ),
    lock: personal('lock'),
    formerOwnerDays: whole('formerOwnerDays', 3650) ?? 0,
  };
}

function readDays(
  reader: InputReader,
  value: unknown,
  path: string,
  max: number,
  isLevel: (key: string) => boolean,
): RuleDays {
  if (typeof value === 'number') return { default: reader.optionalInteger(value, path, 0, max), byLevel: {} };
  const input = reader.object(value, path, ['default', 'byLevel']) ?? {};
  const byLevel = reader
    .map(input['byLevel'], `${path}.byLevel`, isLevel)
    .map(([level, days]) => [level, reader.optionalInteger(days, `${path}.byLevel.${level}`, 0, max)] as const);
  return {
    default: reader.optionalInteger(input['default'], `${path}.default`, 0, max),
    byLevel: Object.fromEntries(byLevel),
  };
}

/** A rule as the admin sends it. */
export interface RuleInput {
  readonly kind: (typeof RECLAIM_RULE_KINDS)[number];
  readonly enabled: boolean;
  readonly days: RuleDays;
  readonly dayKind: 'natural' | 'working';
  readonly spareDeals: boolean;
  readonly spareOpenOpportunities: boolean;
}

export interface RulesInput {
  readonly rules: readonly RuleInput[];
  readonly remindDays: number;
  readonly graceDays: number;
  readonly pauseDates: readonly string[];
}

function readRule(
  reader: InputReader,
  value: unknown,
  path: string,
  isLevel: (key: string) => boolean,
): RuleInput | undefined {
  const input = reader.object(value, path, [
    'id',
    'kind',
    'enabled',
    'days',
    'dayKind',
    'spareDeals',
    'spareOpenOpportunities',
  ]);
  if (!input) return undefined;
  const kind = reader.oneOf(input['kind'], `${path}.kind`, RECLAIM_RULE_KINDS);
  const dayKind =
    input['dayKind'] === undefined
      ? 'natural'
      : reader.oneOf(input['dayKind'], `${path}.dayKind`, ['natural', 'working']);
  const days = readDays(
    reader,
    input['days'],
    `${path}.days`,
    dayKind === 'working' ? MAX_WORKING_DAYS : MAX_NATURAL_DAYS,
    isLevel,
  );
  const enabled = reader.boolean(input['enabled'], `${path}.enabled`, false);
  // Opportunities are not in the product yet: the rule may be kept, but not switched on.
  if (kind === 'noOpportunity' && enabled) return reader.fail(`${path}.enabled`, 'notAllowed');
  if (!kind || !dayKind) return undefined;
  return {
    kind,
    enabled,
    days,
    dayKind,
    spareDeals: reader.boolean(input['spareDeals'], `${path}.spareDeals`, true),
    spareOpenOpportunities: reader.boolean(input['spareOpenOpportunities'], `${path}.spareOpenOpportunities`, true),
  };
}

export function readRules(reader: InputReader, value: unknown, isLevel: (key: string) => boolean): RulesInput {
  const input = reader.object(value, '', ['rules', 'remindDays', 'graceDays', 'pauseDates']) ?? {};
  const rules = reader
    .array(input['rules'], 'rules', RECLAIM_RULE_KINDS.length)
    .flatMap((rule, index) => readRule(reader, rule, `rules.${index}`, isLevel) ?? []);
  rules.forEach((rule, index) => {
    if (rules.findIndex((other) => other.kind === rule.kind) !== index) reader.fail(`rules.${index}.kind`, 'notUnique');
  });
  const pauseDates = reader.array(input['pauseDates'], 'pauseDates', MAX_PAUSE_DATES).flatMap((day, index) => {
    const valid = typeof day === 'string' && DAY.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
    if (valid) return [day];
    reader.fail(`pauseDates.${index}`, 'invalidType');
    return [];
  });
  return {
    rules,
    remindDays: reader.optionalInteger(input['remindDays'], 'remindDays', 0, 60) ?? 3,
    graceDays: reader.optionalInteger(input['graceDays'], 'graceDays', 0, MAX_GRACE_DAYS) ?? 7,
    pauseDates: [...new Set(pauseDates)].sort(),
  };
}
