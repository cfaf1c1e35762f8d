import { expect, it } from 'vitest';
import { OperationsHttpModule } from './operations-http.module.js';
import type { OperationsParts } from './operations-parts.js';
import { OutboxController } from './outbox.controller.js';

const controllersOf = (outbox: OperationsParts['outbox']): readonly unknown[] =>
  OperationsHttpModule.of({ outbox } as OperationsParts).controllers ?? [];

it('shows mails that were not sent only where none are', () => {
  const outbox = { html: () => Promise.resolve(''), json: () => Promise.resolve({}), style: '' };
  expect(controllersOf(outbox)).toContain(OutboxController);
  expect(controllersOf(null)).not.toContain(OutboxController);
});
