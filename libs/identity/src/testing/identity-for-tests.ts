import type { Context } from '@ruyi/engine/context';
import { testDatabase, testSecrets, type TestDatabase } from '@ruyi/testing';
import { IDENTITY_ENTITIES } from '../entities/identity-entities.js';
import { Identity, type IdentityPorts } from '../identity.js';
import type { IdentityMail } from '../passwords/identity-mailer.js';
import type { SignedIn } from '../sessions/signed-in.js';

export const PASSWORD = 'Correct horse 1';
export const CLIENT = { ip: '192.0.2.1' };

export interface IdentityForTests {
  readonly identity: Identity;
  /** Of another process. */
  readonly elsewhere: Identity;
  readonly db: TestDatabase;
  readonly mails: IdentityMail[];
  /** What was logged as a defect. */
  readonly logged: object[];
  company(): Promise<SignedIn & { readonly email: string; readonly ctx: Context }>;
}

/** Identity on a database of its own, with mails kept in a list. */
export async function identityForTests(more: Partial<IdentityPorts> = {}): Promise<IdentityForTests> {
  const db = await testDatabase({ entities: IDENTITY_ENTITIES });
  const mails: IdentityMail[] = [];
  const logged: object[] = [];
  const make = (): Identity =>
    new Identity({
      database: db.database,
      entityManagers: db.entityManagers,
      mailer: { promise: async (_tx, mail) => void mails.push(mail) },
      secrets: testSecrets,
      log: { error: (details) => void logged.push(details) },
      modules: { shipped: ['customers'], fieldsOf: async () => new Set(['name']) },
      ...more,
    });
  const identity = make();
  let companies = 0;
  return {
    identity,
    elsewhere: make(),
    db,
    mails,
    logged,
    async company() {
      companies += 1;
      const email = `admin${companies}@example.com`;
      const signedIn = await identity.signUp.run(
        { companyName: '如意贸易', name: '王芳', email, password: PASSWORD },
        CLIENT,
      );
      const ctx: Context = {
        tenantId: signedIn.tenant.id,
        userId: signedIn.user.id,
        locale: 'zh-CN',
        timeZone: 'Asia/Shanghai',
        baseCurrency: 'CNY',
        modelVersion: 1,
        accessVersion: 1,
        requestId: 'test',
      };
      return { ...signedIn, email, ctx };
    },
  };
}
