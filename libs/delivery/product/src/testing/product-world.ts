import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import { newId, type Context } from '@ruyi/engine/context';
import { JobRunner } from '@ruyi/delivery/jobs';
import type { DeliveryReceipt, OutgoingMail, OutgoingSms } from '@ruyi/engine/messages';
import { IDENTITY_ENTITIES, type SignedIn } from '@ruyi/identity';
import { testArchive, testCaller, testDatabase, testSecrets, type TestDatabase } from '@ruyi/testing';
import type { WebhookPace } from '@ruyi/delivery/webhooks';
import { createProductApp } from '../create-product-app.js';
import { Product } from '../product.js';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

/** The whole product on a database of its own: HTTP without a socket, jobs run when asked to. */
export interface ProductWorld {
  readonly app: NestFastifyApplication;
  readonly db: TestDatabase;
  readonly product: Product;
  /** What left the house. */
  readonly sentMail: OutgoingMail[];
  readonly sentSms: OutgoingSms[];
  /** Files by id: what was exported, and what {@link upload} has put there. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Puts a file there as one that the user has uploaded; answers its id. */
  upload(by: { readonly user: { readonly id: string } }, name: string, content: Buffer | string): string;
  /** What was logged as a defect. */
  readonly logged: object[];
  call<T = Record<string, unknown>>(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  company(name?: string): Promise<SignedIn>;
  /** A colleague with one of the seeded roles, signed in. */
  colleague(
    admin: SignedIn,
    name: string,
    role: 'manager' | 'sales' | 'finance' | 'readonly',
    over?: Record<string, unknown>,
  ): Promise<{ id: string; token: string }>;
  contextOf(signedIn: { readonly tenant: { readonly id: string } }): Promise<Context>;
  /** Runs every job on the tenant's outbox that is due, until none is left. */
  runJobs(tenantId: string): Promise<void>;
}

export const PASSWORD = 'Correct horse 1';

/** As the store of files would tell them by their bytes. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  png: 'image/png',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export async function productWorld(
  deliver?: (message: OutgoingMail | OutgoingSms) => Promise<DeliveryReceipt>,
  /** As in a production install, where nobody but the company's own provider sends. */
  { sinks = true, webhookPace }: { readonly sinks?: boolean; readonly webhookPace?: WebhookPace } = {},
): Promise<ProductWorld> {
  const db = await testDatabase({ entities: IDENTITY_ENTITIES });
  const sentMail: OutgoingMail[] = [];
  const sentSms: OutgoingSms[] = [];
  const logged: object[] = [];
  const files = new Map<string, Buffer>();
  const uploads = new Map<string, { name: string; type: string; uploadedBy: string }>();
  const receipt = (): DeliveryReceipt => ({ providerId: String(sentMail.length + sentSms.length), sink: true });
  const product = new Product({
    database: db.database,
    entityManagers: db.entityManagers,
    carrier: {
      async mail(_sender, message) {
        sentMail.push(message);
        return deliver ? deliver(message) : receipt();
      },
      async sms(_sender, message) {
        sentSms.push(message);
        return deliver ? deliver(message) : receipt();
      },
    },
    secrets: testSecrets,
    senders: { smtp: null, mailSink: sinks, smsSink: sinks },
    noticeSender: { provider: 'sink', fromName: '如意CRM', fromAddress: 'noreply@example.com' },
    files: {
      async save(_ctx, file, content) {
        const parts: Buffer[] = [];
        for await (const part of content) parts.push(Buffer.from(part as Uint8Array));
        files.set(file.id, Buffer.concat(parts));
        return file.id;
      },
      find: (_ctx, id) => Promise.resolve(uploads.get(id) ?? null),
      has: (_ctx, id) => Promise.resolve(files.has(id)),
      read: (_ctx, id) => Promise.resolve(Readable.from([files.get(id) ?? Buffer.alloc(0)])),
    },
    archive: testArchive(db),
    webhookCaller: testCaller(),
    ...(webhookPace ? { webhookPace } : {}),
    secret: 'test secret of sixteen',
    log: { error: (details) => void logged.push(details) },
  });
  const app = await createProductApp(product, { log: { error: (details) => void logged.push(details) } });
  await app.getHttpAdapter().getInstance().ready();
  afterAll(() => app.close());
  let people = 0;
  const runner = new JobRunner(db.database, product.handlers, product.runs, {
    info: () => undefined,
    error: (details) => void logged.push(details),
  });

  const call = async <T>(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const response = await app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      body: (isJson && response.payload ? response.json() : response.payload) as T,
    };
  };
  const world: ProductWorld = {
    app,
    db,
    product,
    sentMail,
    sentSms,
    files,
    logged,
    call,
    upload(by, name, content) {
      const id = newId();
      const bytes = Buffer.from(content);
      files.set(id, bytes);
      uploads.set(id, {
        name,
        type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        uploadedBy: by.user.id,
      });
      return id;
    },
    async company(name = '如意贸易') {
      people += 1;
      return product.identity.signUp.run(
        { companyName: name, name: '王芳', email: `admin${people}@example.com`, password: PASSWORD },
        { ip: '192.0.2.9' },
      );
    },
    async colleague(admin, name, role, over = {}) {
      people += 1;
      const roles = await call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
      const roleId = roles.body.items.find((each) => each.key === role)?.id ?? '';
      const email = `person${people}@example.com`;
      const made = await call<{ id: string }>(admin.accessToken, 'POST', '/users', {
        name,
        email,
        roleIds: [roleId],
        password: PASSWORD,
        ...over,
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      const login = await call<{ accessToken: string }>('', 'POST', '/auth/login', {
        login: email,
        password: PASSWORD,
      });
      return { id: made.body.id, token: login.body.accessToken };
    },
    async contextOf({ tenant }) {
      const [row] = await db.ownerQuery('select model_version, access_version from tenant where id = $1', [tenant.id]);
      return {
        tenantId: tenant.id,
        userId: null,
        locale: 'zh-CN',
        timeZone: 'Asia/Shanghai',
        baseCurrency: 'CNY',
        modelVersion: Number(row?.['model_version']),
        accessVersion: Number(row?.['access_version']),
        requestId: 'test',
      };
    },
    async runJobs(tenantId) {
      for (let turn = 0; turn < 100; turn += 1) {
        const due = await db.ownerQuery(
          'select id from outbox where tenant_id = $1 and run_at <= now() order by run_at, id',
          [tenantId],
        );
        if (due.length === 0) return;
        for (const row of due) await runner.run({ tenantId, id: String(row['id']), lastAttempt: false });
      }
      throw new Error('jobs never end');
    },
  };
  return world;
}
