import type { Statement } from '@ruyi/engine/context';

/** Whether the statement's plan is made once a connection; see {@link Statement.byKey}. */
export function isPlannedOnce(statement: Statement): boolean {
  return statement.byKey === true && statement.name !== undefined;
}

/** The statements, and what changes the kind of plan where one that is planned once and another one meet. */
export function planSteps(statements: readonly Statement[]): (Statement | string)[] {
  const steps: (Statement | string)[] = [];
  let once = false;
  for (const statement of statements) {
    if (isPlannedOnce(statement) !== once) {
      once = !once;
      steps.push(`SET LOCAL plan_cache_mode TO force_${once ? 'generic' : 'custom'}_plan`);
    }
    steps.push(statement);
  }
  return steps;
}
