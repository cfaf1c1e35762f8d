import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessStore } from '@ruyi/engine/access';
import { Identity, IDENTITY_ENTITIES, type IdentityMail, type SignedIn } from '@ruyi/identity';
import { testDatabase, testSecrets, type TestDatabase } from '@ruyi/testing';
import { afterAll } from 'vitest';
import { createHttpApp } from '../server/create-http-app.js';
import type { HttpSettings } from '../server/http-settings.js';
import type { HeardRequest } from '../server/hear-requests.js';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real application on a database of its own, called without a socket. */
export interface HttpTestApp {
  readonly app: NestFastifyApplication;
  readonly db: TestDatabase;
  readonly identity: Identity;
  readonly mails: IdentityMail[];
  /** What was logged as a defect; a test of bad input expects it empty. */
  readonly logged: object[];
  /** What was told of each request. */
  readonly heard: HeardRequest[];
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A company with its administrator, signed in. */
  company(name?: string): Promise<SignedIn & { readonly login: string }>;
}

export const TEST_PASSWORD = 'Correct horse 1';

type Feature = Type | DynamicModule;

/** What a feature under test is built from. */
export interface FeatureParts {
  readonly db: TestDatabase;
  readonly identity: Identity;
  readonly access: AccessStore;
}

export async function httpTestApp(
  given: readonly Feature[] | ((parts: FeatureParts) => readonly Feature[]),
  settings: HttpSettings = {},
): Promise<HttpTestApp> {
  const db = await testDatabase({ entities: IDENTITY_ENTITIES });
  const mails: IdentityMail[] = [];
  const logged: object[] = [];
  const heard: HeardRequest[] = [];
  const identity = new Identity({
    database: db.database,
    entityManagers: db.entityManagers,
    mailer: { promise: async (_tx, mail) => void mails.push(mail) },
    secrets: testSecrets,
    log: { error: (details) => void logged.push(details) },
    modules: {
      shipped: ['customers', 'contacts', 'followUps'],
      fieldsOf: async (_tenant, _version, module) =>
        ['customers', 'contacts', 'followUps'].includes(module) ? new Set(['name', 'mobile']) : null,
    },
  });
  const access = new AccessStore(identity.accessSource);
  const features = typeof given === 'function' ? given({ db, identity, access }) : given;
  const app = await createHttpApp(
    {
      database: db.database,
      identity,
      access,
      feed: { follow: async function* () {} },
      log: { error: (details) => void logged.push(details) },
      settings,
      hear: (request) => void heard.push(request),
    },
    features,
  );
  await app.getHttpAdapter().getInstance().ready();
  afterAll(() => app.close());
  let companies = 0;
  const call: HttpTestApp['call'] = async (method, path, { token, body, headers } = {}) => {
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await app.inject({
      method: method as 'GET',
      url: path.startsWith('//') ? path.slice(1) : `/api/v1${path}`,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: raw ? (body as string) : JSON.stringify(body) }),
    });
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isJson && response.payload ? response.json() : response.payload,
    };
  };
  return {
    app,
    db,
    identity,
    mails,
    logged,
    heard,
    call,
    async company(name = '如意贸易') {
      companies += 1;
      const login = `admin${companies}@example.com`;
      const signedIn = await identity.signUp.run(
        { companyName: name, name: '王芳', email: login, password: TEST_PASSWORD },
        { ip: '192.0.2.9' },
      );
      return { ...signedIn, login };
    },
  };
}
