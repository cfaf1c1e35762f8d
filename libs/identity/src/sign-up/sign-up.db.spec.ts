import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '@ruyi/testing';
import { IDENTITY_ENTITIES } from '../entities/identity-entities.js';
import { Identity } from '../identity.js';
import type { IdentityMail } from '../passwords/identity-mailer.js';

const client = { ip: '192.0.2.1' };
const password = 'Correct horse 1';

describe('signing up and logging in', () => {
  let db: TestDatabase;
  let identity: Identity;
  const mails: IdentityMail[] = [];

  beforeAll(async () => {
    db = await testDatabase({ entities: IDENTITY_ENTITIES });
    identity = new Identity({
      database: db.database,
      entityManagers: db.entityManagers,
      mailer: { send: async (mail) => void mails.push(mail) },
      modules: { shipped: ['customers'], fieldsOf: async () => new Set() },
    });
  });

  it('makes a company of under 60 rows whose administrator is signed in', async () => {
    const signedIn = await identity.signUp.run({ companyName: '如意贸易', name: '王芳', mobile: '+86 138-0000-0001', password }, client);
    expect(signedIn.tenant.name).toBe('如意贸易');
    const session = await identity.sessions.find(signedIn.accessToken);
    expect(session).toMatchObject({ tenantId: signedIn.tenant.id, userName: '王芳', locale: 'zh-CN', timeZone: 'Asia/Shanghai' });
    const login = await identity.logIn.run({ login: '13800000001', password }, client);
    expect(login).toMatchObject({ user: { name: '王芳' } });
    await expect(identity.logIn.run({ login: '13800000001', password: 'wrong' }, client)).rejects.toMatchObject({ status: 401 });
    const access = await identity.accessSource.load(signedIn.tenant.id);
    expect(access.users.size).toBe(1);
    expect(access.roles.size).toBe(5);
  });
});
