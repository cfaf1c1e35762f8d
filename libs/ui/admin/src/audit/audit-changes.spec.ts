import { expect, it } from 'vitest';
import { auditChanges } from './audit-changes.js';

it('names each setting that differs, however deep it stands', () => {
  const rule = (days: number) => ({ noFollowUp: { enabled: true, days: { default: days, byLevel: { A: 90 } } } });
  expect(auditChanges({ before: { rules: rule(30), graceDays: 0 }, after: { rules: rule(45), graceDays: 7 } })).toEqual(
    [
      { path: ['rules', 'noFollowUp', 'days', 'default'], before: 30, after: 45 },
      { path: ['graceDays'], before: 0, after: 7 },
    ],
  );
});

it('finds the same rule again in lists, by its name', () => {
  const before = { rules: [{ kind: 'noDeal', enabled: true }] };
  const after = {
    rules: [
      { kind: 'noFollowUp', enabled: true },
      { kind: 'noDeal', enabled: false },
    ],
  };
  expect(auditChanges({ before, after })).toEqual([
    { path: ['rules', 'noDeal', 'enabled'], before: true, after: false },
    { path: ['rules', 'noFollowUp', 'enabled'], before: undefined, after: true },
  ]);
});

it('tells what was added to a list though nothing is said of it but its name', () => {
  expect(auditChanges({ before: { columns: [] }, after: { columns: [{ field: 'name' }] } })).toEqual([
    { path: ['columns', 'name'], before: false, after: true },
  ]);
});

it('tells labels, filters and lists as one, and what was made from nothing', () => {
  const filter = { and: [{ field: 'level', op: 'eq', value: 'A' }] };
  expect(auditChanges({ after: { label: { zh: '重点' }, filter, roles: ['业务员'], hidden: null } })).toEqual([
    { path: ['label'], before: undefined, after: { zh: '重点' } },
    { path: ['filter'], before: undefined, after: filter },
    { path: ['roles'], before: undefined, after: ['业务员'] },
  ]);
  expect(auditChanges({ name: '华东' })).toEqual([]);
});
