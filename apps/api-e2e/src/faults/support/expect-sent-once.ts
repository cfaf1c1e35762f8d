import { expect } from 'vitest';
import type { ApiClient } from '@ruyi/testing';
import { jobDone } from './big-jobs.js';
import type { FaultInstall } from './fault-install.js';
import type { HeldMail } from './held-mail.js';

/**
 * A send to so many customers during which something died while `mail` held one back: everybody has one mail, and the one
 * that was held is told as interrupted, since nobody knows whether it went out.
 */
export async function expectSentOnce(
  install: FaultInstall,
  admin: ApiClient,
  { id, mail, count }: { readonly id: string; readonly mail: HeldMail; readonly count: number },
): Promise<void> {
  expect(await jobDone(admin, id)).toMatchObject({
    state: 'completed',
    result: { sent: count - 1, failed: 1, reasons: { interrupted: 1 } },
  });
  expect([...mail.received].sort()).toEqual(
    Array.from({ length: count }, (_, index) => `customer${index}@example.com`),
  );
  const rows = await install.query<{ address: string; state: string; reason: string | null }>(
    `select address, state, reason from message_recipient where state <> 'sent'`,
  );
  expect(rows).toEqual([{ address: mail.heldAddress, state: 'failed', reason: 'interrupted' }]);
}
