import { Session } from '../entities/session.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import type { OpenSession } from './session-reader.js';

/** Ends the session that asks. */
export class LogOut {
  constructor(private readonly database: IdentityDatabase) {}

  async run(session: Pick<OpenSession, 'tenantId' | 'sessionId'>): Promise<void> {
    await this.database.transaction(session.tenantId, async (unit) => {
      await unit.rows(Session).update({ id: session.sessionId }, { endedAt: new Date() });
    });
  }
}
