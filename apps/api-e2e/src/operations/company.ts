import { randomBytes } from 'node:crypto';
import { expect, vi } from 'vitest';
import { ApiClient, type ApiAnswer } from '@ruyi/testing';
import { makeOwnFields, type OwnFields } from './own-fields.js';

/** Of everybody whom a company makes. */
export const PASSWORD = 'Correct horse 1';
const unique = (): string => randomBytes(5).toString('hex');

type Body = Record<string, unknown>;
type Made = Body & { readonly id: string; readonly version: number };

/** A company that can make one more of everything that the API speaks of, so that each call has something to be about. */
export class Company {
  /** In every name that this company gives: where it turns up with somebody else, something leaked. */
  readonly marker = `mark${unique()}`;
  readonly #fields = new Map<string, Promise<OwnFields>>();
  #anchor: Promise<Made> | null = null;

  private constructor(
    readonly admin: ApiClient,
    readonly tenantId: string,
    readonly adminId: string,
    readonly adminLogin: string,
  ) {}

  static async signUp(nobody: ApiClient): Promise<Company> {
    const email = `${unique()}@example.com`;
    const { body } = await nobody.call<{ accessToken: string; tenant: { id: string }; user: { id: string } }>(
      'POST',
      '/signup',
      { companyName: '如意茶业', name: '王芳', email, password: PASSWORD },
    );
    const admin = nobody.as(body.accessToken);
    const company = new Company(admin, body.tenant.id, body.user.id, email);
    expect((await admin.call('PUT', '/senders/sms', { provider: 'sink' })).status).toBe(200);
    return company;
  }

  #name(what: string): string {
    return `${what} ${this.marker} ${unique()}`;
  }

  /** What a call answers when it has to succeed. */
  async must<T extends object = Made>(method: string, path: string, body?: unknown): Promise<ApiAnswer<T>> {
    const answer = await this.admin.call<T>(method, path, body);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer;
  }

  async make(path: string, body: unknown): Promise<Made> {
    return (await this.must<Made>('POST', path, body)).body;
  }

  /** The fields that the company has added to a module. */
  fields(module: string): Promise<OwnFields> {
    const made = this.#fields.get(module) ?? makeOwnFields(this, module);
    this.#fields.set(module, made);
    return made;
  }

  /** A customer that others refer to by the company's own fields. */
  anchor(): Promise<Made> {
    this.#anchor ??= this.shippedValues('customers').then((values) => this.make('/records/customers', values));
    return this.#anchor;
  }

  /** What a new record of a module has to have, and the company's own fields with it. */
  async valuesFor(module: string): Promise<Body> {
    return { ...(await this.shippedValues(module)), ...(await this.ownValues(module)) };
  }

  async ownValues(module: string): Promise<Body> {
    const { text, integer, select, option, reference, user } = await this.fields(module);
    return {
      [text]: this.#name('自编号'),
      [integer]: 12,
      [select]: option,
      [reference]: (await this.anchor()).id,
      [user]: this.adminId,
    };
  }

  /** Without fields of its own, and about a customer that is there; a module that is not known here fails whoever asks. */
  async shippedValues(module: string, customer?: string): Promise<Body> {
    switch (module) {
      case 'customers':
        return { name: this.#name('公司'), mobile: '13800138000' };
      case 'contacts':
        return {
          name: this.#name('王'),
          mobile: '13800138001',
          customer: customer ?? (await this.record('customers')).id,
        };
      case 'followUps':
        return {
          target: { module: 'customers', id: customer ?? (await this.record('customers')).id },
          means: 'call',
          content: this.#name('谈了价格'),
        };
      default:
        throw new Error(`nobody has said what a new record of ${module} needs: say it here`);
    }
  }

  async record(module: string, values: Body = {}): Promise<Made> {
    return this.make(`/records/${module}`, { ...(await this.valuesFor(module)), ...values });
  }

  /** Somebody who is invited and has not come yet. */
  invited(): Promise<Made> {
    return this.roleId('sales').then((role) =>
      this.make('/users', { name: this.#name('李敏'), email: `${unique()}@example.com`, roleIds: [role] }),
    );
  }

  async roleId(key: string): Promise<string> {
    const { items } = (await this.must<{ items: { id: string; key: string }[] }>('GET', '/roles')).body;
    return items.find((role) => role.key === key)?.id ?? '';
  }

  /** Somebody with these roles who has signed in. */
  async colleague(roleIds: readonly string[]): Promise<{ readonly id: string; readonly client: ApiClient }> {
    const email = `${unique()}@example.com`;
    const { id } = await this.make('/users', { name: this.#name('赵强'), email, roleIds, password: PASSWORD });
    const login = await this.admin
      .as(null)
      .call<{ accessToken: string }>('POST', '/auth/login', { login: email, password: PASSWORD });
    return { id, client: this.admin.as(login.body.accessToken) };
  }

  department(): Promise<Made> {
    return this.make('/departments', { name: this.#name('部门') });
  }

  role(): Promise<Made> {
    return this.make('/roles', {
      name: this.#name('角色'),
      permissions: [{ module: 'customers', action: 'read', scope: 'own' }],
    });
  }

  invitation(): Promise<Made & { readonly url: string }> {
    return this.must<Made & { url: string }>('POST', '/invitations', {}).then(({ body }) => body);
  }

  /** An API key of a role; `key` is what a program says. */
  async key(role = 'sales'): Promise<Made & { readonly key: string }> {
    const body = { name: this.#name('ERP'), roleId: await this.roleId(role) };
    return (await this.must<Made & { key: string }>('POST', '/keys', body)).body;
  }

  async invitationToken(): Promise<string> {
    return (await this.invitation()).url.split('/').at(-1) ?? '';
  }

  field(): Promise<Made & { readonly key: string; readonly options: { readonly key: string }[] }> {
    return this.must<Made & { key: string; options: { key: string }[] }>('POST', '/modules/customers/fields', {
      label: { zh: this.#name('渠道') },
      type: 'select',
      options: [{ label: { zh: '抖音' } }, { label: { zh: '展会' } }],
    }).then(({ body }) => body);
  }

  async viewKey(module = 'customers'): Promise<string> {
    const { select, option } = await this.fields(module);
    const view = { label: { zh: this.#name('视图') }, filter: { field: select, op: 'eq', value: option } };
    return String((await this.make(`/modules/${module}/views`, view))['key']);
  }

  pool(): Promise<Made> {
    return this.make('/pools', { name: this.#name('公海') });
  }

  /** Switched off, so that nothing goes on by itself; nobody listens there. */
  async webhook(): Promise<Made> {
    return this.make('/webhooks', await this.webhookBody());
  }

  async webhookBody(): Promise<Body> {
    return {
      name: this.#name('接口'),
      url: 'http://127.0.0.1:9/hook',
      events: ['customers.created', 'customers.claimed'],
      roleId: await this.roleId('readonly'),
      enabled: false,
    };
  }

  /** A message that has been tried. */
  async delivery(): Promise<{ readonly id: string; readonly deliveryId: string }> {
    const { id } = await this.webhook();
    const { id: deliveryId } = await this.make(`/webhooks/${id}/test`, undefined);
    const stateOf = async () =>
      (await this.must<{ state: string }>('GET', `/webhooks/${id}/deliveries/${deliveryId}`)).body.state;
    await vi.waitUntil(async () => (await stateOf()) === 'failed', { timeout: 15_000, interval: 100 });
    return { id, deliveryId };
  }

  template(): Promise<Made> {
    return this.make('/templates', {
      channel: 'sms',
      module: 'customers',
      name: this.#name('模板'),
      body: '您好 {{name}}',
    });
  }

  /** One that waits until tomorrow. */
  send(): Promise<string> {
    return this.#send({ at: new Date(Date.now() + 86_400_000).toISOString() });
  }

  /** One that has gone out. */
  async sent(): Promise<string> {
    const jobId = await this.#send({});
    await this.admin.jobEnd(jobId);
    return jobId;
  }

  async #send(when: Body): Promise<string> {
    const [customer, template] = await Promise.all([this.record('customers'), this.template()]);
    const body = { channel: 'sms', templateId: template.id, ids: [customer.id], ...when };
    return String((await this.make('/records/customers/send', body))['jobId']);
  }

  /** An export, which ends by itself. */
  async job(): Promise<string> {
    const customer = await this.record('customers');
    const body = { ids: [customer.id], fields: ['name'], format: 'csv' };
    return String((await this.make('/records/customers/export', body))['jobId']);
  }

  /** A job that has ended and can be undone. */
  async undoableJob(): Promise<string> {
    const { id } = await this.record('customers');
    const body = { filter: { field: 'id', op: 'eq', value: id }, params: { remark: '清理' } };
    const jobId = String((await this.make('/records/customers/actions/edit', body))['jobId']);
    await this.admin.jobEnd(jobId);
    return jobId;
  }

  async changeSet(): Promise<string> {
    const { id, version } = await this.record('customers');
    const { headers } = await this.must('PATCH', `/records/customers/${id}`, { version, remark: '改' });
    return headers.get('x-change-set') ?? '';
  }

  async file(): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([this.#name('合同')]), `${this.#name('合同')}.txt`);
    return (await this.make('/files', form)).id;
  }

  /** A csv that has been uploaded, to be imported. */
  async table(headings: readonly string[], rows: readonly (readonly string[])[]): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([[headings, ...rows].map((row) => row.join(',')).join('\n')]), `${this.#name('表')}.csv`);
    return (await this.make('/files', form)).id;
  }
}
