import { expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';
import { readOperations } from './operations/api-operation.js';
import { Company } from './operations/company.js';
import { callExample, exampleOf } from './operations/example-of.js';
import { faultsOfAProblem } from './operations/faults-of-a-problem.js';
import { hostileRequests } from './operations/hostile-requests.js';

const nobody = new ApiClient(inject('serverUrl'));
const shared = await Company.signUp(nobody);
const AT_ONCE = 8;

it.each(await readOperations(shared.admin))('$name refuses what is hostile with a problem', async (operation) => {
  // A field that is required now would be in everybody's way.
  const company = operation.template.startsWith('/modules') ? await Company.signUp(nobody) : shared;
  const example = await exampleOf(operation, company);
  const requests = [...hostileRequests(operation, example)];
  const faults: string[] = [];
  const send = async (): Promise<void> => {
    for (let request = requests.shift(); request; request = requests.shift()) {
      const answer = await callExample(operation, request.example, example.client ?? company.admin);
      const found = faultsOfAProblem(answer);
      if (found.length > 0) faults.push(`${request.wrong}: ${found.join(', ')} ${JSON.stringify(answer.body)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  expect(faults).toEqual([]);
});
