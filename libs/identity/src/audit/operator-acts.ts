import type { IdentityDatabase } from '../store/identity-database.js';
import { recordAudit, type Audited } from './record-audit.js';

/** What whoever runs the install does to a company with the tools of the install. */
export type OperatorAct = 'create' | 'export' | 'import' | 'passwordLink' | 'check' | 'searchRebuild';

/** Keeps it in the company's own audit log, where its administrators see it. */
export class OperatorActs {
  constructor(private readonly database: IdentityDatabase) {}

  async keep(tenantId: string, act: OperatorAct, detail: Audited['detail'] = {}): Promise<void> {
    await this.database.transaction(tenantId, (unit) =>
      recordAudit(unit, { userId: null, action: `operator.${act}`, detail }),
    );
  }
}
