import { expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { readOperations } from './operations/api-operation.js';
import { Company } from './operations/company.js';
import { callExample, exampleOf } from './operations/example-of.js';

const company = await Company.signUp(new ApiClient(inject('serverUrl')));

it.each(await readOperations(company.admin))('$name does what its document says', async (operation) => {
  const example = await exampleOf(operation, company);
  const answer = await callExample(operation, example, example.client ?? company.admin);
  expect(operation.answers, JSON.stringify(answer.body)).toContain(answer.status);
});
