import type { Statement } from '@ruyi/engine/context';
import { ConditionSql } from './condition-sql.js';
import type { ResolvedRows } from './resolved-list.js';
import { commonConditions } from './rows-sql.js';
import { BASE, Parameters } from './sql-text.js';
import { named } from './statement-names.js';

/** Totals are exact up to here unless an exact one is asked for. */
export const TOTAL_CAP = 10_000;

export interface Total {
  readonly value: number;
  readonly exact: boolean;
}

export interface CompiledCount {
  readonly statement: Statement;
  readonly decode: (rows: readonly Readonly<Record<string, unknown>>[]) => Total;
}

/**
 * Compiles a count; `cap` null counts them all. Where a key `drives` (records that point to one), few are looked at: each is
 * asked for whether it may be seen, and the plan is the same every time.
 */
export function compileCount(
  rows: ResolvedRows,
  cap: number | null,
  { drives = false }: { readonly drives?: boolean } = {},
): CompiledCount {
  const parameters = new Parameters(rows.scope.model.tenantId);
  const conditions = new ConditionSql(parameters, rows.scope, drives ? 'rowByRow' : 'asPlanned');
  const where = commonConditions(rows, conditions, parameters);
  const access = conditions[drives ? 'access' : 'branch'](rows.access, rows.module, BASE);
  if (access !== 'true') where.push(access);
  const from = `from ${rows.module.table} ${BASE} where ${where.join(' and ')}`;
  const text =
    cap === null
      ? `select count(*) as n ${from}`
      : `select count(*) as n from (select 1 ${from} limit ${parameters.add(cap + 1)}) c`;
  return {
    statement: { ...named(text, parameters.values), ...(drives && { byKey: true }) },
    decode: ([row]) => {
      const counted = Number(row?.['n'] ?? 0);
      return cap !== null && counted > cap ? { value: cap, exact: false } : { value: counted, exact: true };
    },
  };
}
