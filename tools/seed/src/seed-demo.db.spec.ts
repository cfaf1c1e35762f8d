import { expect, it } from 'vitest';
import { Product } from '@ruyi/delivery/product';
import { IDENTITY_ENTITIES } from '@ruyi/identity';
import { connectDatabase, type DatabaseConnection } from '@ruyi/platform/database';
import { testCaller, testDatabase, type TestDatabase } from '@ruyi/testing';
import { demoCustomers } from './demo-customers.js';
import { DEMO_DEPARTMENTS, DEMO_PEOPLE } from './demo-people.js';
import { DEMO_TEMPLATES } from './demo-templates.js';
import { seedDemo } from './seed-demo.js';

const PATIENCE_MS = 240_000;

const nobody = (): Promise<never> => Promise.reject(new Error('the demo sends nothing'));

function productOn({ database, entityManagers }: Pick<DatabaseConnection, 'database' | 'entityManagers'>): Product {
  return new Product({
    database,
    entityManagers,
    carrier: { mail: nobody, sms: nobody },
    secrets: { seal: (_tenant, plain) => plain, open: (_tenant, sealed) => sealed },
    senders: { smtp: null, mailSink: true, smsSink: true },
    noticeSender: { provider: 'sink', fromName: '如意CRM', fromAddress: 'noreply@example.com' },
    files: { save: nobody, find: nobody, read: nobody, has: nobody },
    archive: { pack: nobody },
    webhookCaller: testCaller(),
    secret: 'test secret of sixteen',
    log: { error: () => undefined },
  });
}

async function rowsOf(db: TestDatabase): Promise<Record<string, number>> {
  const tables = [
    'tenant',
    'app_user',
    'department',
    'pool',
    'customers',
    'contacts',
    'follow_ups',
    'message_template',
  ];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const [row] = await db.ownerQuery<Record<string, number>>(`select ${counts.join(', ')}`);
  return row ?? {};
}

it(
  'a demo company whose making was interrupted is completed, and one that is complete is left alone',
  async () => {
    const db = await testDatabase({ entities: IDENTITY_ENTITIES });
    const doomed = await connectDatabase({ url: db.urls.app, poolSize: 4, entities: IDENTITY_ENTITIES });
    const interrupted = expect(seedDemo(productOn(doomed))).rejects.toThrow();
    await expect.poll(async () => (await rowsOf(db))['follow_ups'], { timeout: 60_000 }).toBeGreaterThan(30);
    await doomed.close();
    await interrupted;

    const logins = await seedDemo(productOn(db));
    const [tenant] = await db.ownerQuery<{ created_at: Date }>('select created_at from tenant');
    const sellers = DEMO_PEOPLE.filter(({ sells }) => sells).length;
    const planned = demoCustomers(tenant?.created_at ?? new Date(), sellers);
    const complete = await rowsOf(db);
    expect(complete).toMatchObject({
      tenant: 1,
      app_user: DEMO_PEOPLE.length,
      // And the one that every company begins with.
      department: DEMO_DEPARTMENTS.length + 1,
      pool: 2,
      customers: planned.length,
      contacts: planned.flatMap(({ contacts }) => contacts).length,
      follow_ups: planned.flatMap(({ followUps }) => followUps).length,
      message_template: DEMO_TEMPLATES.length,
    });

    await db.ownerQuery(
      `update customers set name = '改过的名字' where id = (select min(id::text)::uuid from customers)`,
    );
    expect(await seedDemo(productOn(db))).toEqual(logins);
    expect(await rowsOf(db)).toEqual(complete);
    expect(await db.ownerQuery(`select 1 from customers where name = '改过的名字'`)).toHaveLength(1);
  },
  PATIENCE_MS,
);
