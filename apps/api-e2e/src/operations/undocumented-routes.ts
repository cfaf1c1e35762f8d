import { expect } from 'vitest';
import type { ApiAnswer, ApiClient } from '@ruyi/testing';
import type { Company } from './company.js';

/** A route that is in no document: why it is not, and what holds of it nevertheless. */
export interface UndocumentedRoute {
  readonly because: string;
  readonly holds: (people: {
    readonly ann: Company;
    readonly bob: Company;
    readonly nobody: ApiClient;
  }) => Promise<void>;
}

const FOR_PROGRAMS_OF_OTHERS = 'its callers are providers of SMS, by an address that they were given';
const FOR_READERS_OF_MAIL = 'a page for who reads a mail, behind the link in it';

const callbacks: UndocumentedRoute = {
  because: FOR_PROGRAMS_OF_OTHERS,
  async holds({ ann, bob, nobody }) {
    const [annTenant, , annSign] = (await tokenOf(ann)).split('.');
    const [bobTenant, said, bobSign] = (await tokenOf(bob)).split('.');
    const forged = [`${annTenant}.${said}.${bobSign}`, `${bobTenant}.${said}.${annSign}`, `${annTenant}.${said}.`, 'x'];
    for (const token of forged)
      for (const what of ['receipts', 'replies', 'others'])
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
          expect(await nobody.call(method, `/callbacks/sms/${token}/${what}`), method).toMatchObject({ status: 404 });
    // By an address of his own, about what is hers.
    const sendId = await ann.sent();
    const receipts = [{ key: `${sendId}.${(await ann.anchor()).id}`, status: 'UNDELIV' }];
    const path = `/callbacks/sms/${await tokenOf(bob)}/receipts`;
    expect((await nobody.call('POST', path, receipts)).status).toBe(200);
    const { body } = await ann.admin.call<{ items: { delivery: unknown }[] }>('GET', `/sends/${sendId}/recipients`);
    expect(body.items.map(({ delivery }) => delivery)).not.toContain('failed');
  },
};

const unsubscribe: UndocumentedRoute = {
  because: FOR_READERS_OF_MAIL,
  async holds({ ann, nobody }) {
    for (const token of [await tokenOf(ann), 'x', ann.tenantId])
      for (const method of ['GET', 'POST']) {
        const answer = await nobody.call<unknown>(method, `//unsubscribe/${token}`);
        expect(answer).toMatchObject({ status: 200 });
        expect(String(answer.body)).toContain('链接无效');
        expect(String(answer.body)).not.toContain(ann.marker);
      }
  },
};

/** The same for everybody, so that it can tell of nobody. */
const sameForAll = (because: string, path: string): UndocumentedRoute => ({
  because,
  async holds({ ann, bob, nobody }) {
    const said = async (client: ApiClient): Promise<unknown> => withoutNonce(await client.call<unknown>('GET', path));
    const answers = await Promise.all([ann.admin, bob.admin, nobody].map(said));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual(answers[2]);
    expect(JSON.stringify(answers[0])).not.toContain(ann.marker);
  },
});

/** Mails of everybody: of an install that really sends, the page is not there (`operations-http.module.spec.ts`). */
const ofTheSinks = (because: string, path: string): UndocumentedRoute => ({
  because,
  async holds({ nobody }) {
    expect(await nobody.call('GET', path)).toMatchObject({ status: 200 });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(await nobody.call(method, path), method).toMatchObject({ status: 404 });
  },
});

/** What the router answers beside the documents, by its own words. */
export const UNDOCUMENTED_ROUTES: Readonly<Record<string, UndocumentedRoute>> = {
  '/api/v1/callbacks/sms/:token/:what': callbacks,
  '/unsubscribe/:token': unsubscribe,
  '/api/openapi.json': sameForAll('the document itself', '//api/openapi.json'),
  '/api/docs': sameForAll('the document as a page', '//api/docs'),
  '/dev/outbox': ofTheSinks('mails that were not sent, of an install that sends none', '//dev/outbox'),
  '/dev/outbox.json': ofTheSinks('the same for tests', '//dev/outbox.json'),
  '/*': sameForAll('pages of the client, which asks the API for all that they show', '//records/customers'),
};

function withoutNonce({ status, body }: ApiAnswer<unknown>): object {
  return { status, body: typeof body === 'string' ? body.replace(/nonce="[^"]*"/gi, '') : body };
}

async function tokenOf(company: Company): Promise<string> {
  const { body } = await company.admin.call<{ callbacks: { receipts: string } }>('GET', '/senders/sms');
  const token = /\/callbacks\/sms\/([^/]+)/.exec(body.callbacks.receipts)?.[1];
  if (token === undefined) throw new Error('the sender has no address for receipts');
  return token;
}
