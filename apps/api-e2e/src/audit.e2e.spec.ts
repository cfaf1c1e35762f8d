import { expect, inject, it } from 'vitest';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from '@ruyi/contract/access';
import { ApiClient } from '@ruyi/testing';
import { readOperations, type ApiOperation } from './operations/api-operation.js';
import { AUDIT_EXCEPTIONS } from './operations/audit-exceptions.js';
import { Company, PASSWORD } from './operations/company.js';
import { callExample, exampleOf } from './operations/example-of.js';

interface Entry {
  readonly id: string;
  readonly action: string;
}

const company = await Company.signUp(new ApiClient(inject('serverUrl')));
const changing = (await readOperations(company.admin)).filter(
  ({ method, template }) => method !== 'GET' && !template.startsWith('//'),
);
const keyOf = ({ method, template, fixed }: ApiOperation): string =>
  `${method} ${template.replace('{action}', fixed['action'] ?? '')}`;
const ABOUT: readonly string[] = Object.values(AUDIT_SUBJECTS).flat();

async function newest(limit: number): Promise<readonly Entry[]> {
  return (await company.must<{ items: Entry[] }>('GET', `/audit?limit=${limit}`)).body.items;
}

it.each(changing)('$name is in the audit log, or is said why not', async (operation) => {
  const example = await exampleOf(operation, company);
  const [before] = await newest(1);
  const answer = await callExample(operation, example, example.client ?? company.admin);
  expect(operation.answers, JSON.stringify(answer.body)).toContain(answer.status);
  const entries = await newest(20);
  const told = entries.slice(
    0,
    entries.findIndex(({ id }) => id === before?.id),
  );
  const reason = AUDIT_EXCEPTIONS[keyOf(operation)];
  if (reason !== undefined) {
    expect(told, 'an exception that is none: take it off the list').toEqual([]);
    return;
  }
  expect(told.length, 'tell of it in the audit log, or say in audit-exceptions.ts why not').toBeGreaterThan(0);
  for (const { action } of told) {
    expect(AUDIT_ACTIONS, 'an action without words').toHaveProperty([action]);
    expect(
      ABOUT.some((word) => word === action || word === action.split('.')[0]),
      `${action} is about nothing that the log can be filtered by`,
    ).toBe(true);
  }
});

it('has no exception for what is not there', () => {
  const known = new Set(changing.map(keyOf));
  expect(Object.keys(AUDIT_EXCEPTIONS).filter((key) => !known.has(key))).toEqual([]);
});

it('has told nobody’s secrets', async () => {
  const { items } = (await company.must<{ items: object[] }>('GET', '/audit?limit=200')).body;
  expect(items.length).toBeGreaterThan(50);
  expect(JSON.stringify(items)).not.toMatch(new RegExp(`${PASSWORD}|whsec_|Correct horse|/hook`));
});
