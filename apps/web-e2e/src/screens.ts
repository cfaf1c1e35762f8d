import { api, freshMobile, type Visitor } from './browser.js';

/**
 * Every screen that is open without a log-in, but the second step of the log-in and what comes between it and the first page,
 * which have tests of their own.
 */
export const SCREENS_OUTSIDE = [
  '/login',
  '/signup',
  '/forgot',
  '/reset/none',
  '/join/:invitation',
  '/join/none',
  '/offline',
];

/** Every screen behind it; `:name` stands for an id that {@link makeSomethingToShow} answers. */
export const SCREENS_INSIDE = [
  '/',
  '/m/customers',
  '/m/customers?open=:customer',
  '/m/customers/new',
  '/m/customers/:customer',
  '/m/customers/:customer/edit',
  '/m/contacts',
  '/m/followUps',
  '/pool',
  '/messages',
  '/jobs',
  '/mine',
  '/duplicates',
  '/sends',
  '/sends/:send',
  '/settings',
  '/settings/fields/customers',
  '/settings/pools',
  '/settings/pools/:pool',
  '/settings/pools/:pool/rules',
  '/settings/people',
  '/settings/departments',
  '/settings/invitations',
  '/settings/roles',
  '/settings/roles/:role',
  '/settings/keys',
  '/settings/templates',
  '/settings/templates/new?channel=sms&module=customers',
  '/settings/templates/:template',
  '/settings/senders',
  '/settings/views/customers',
  '/settings/duplicates/customers',
  '/settings/why',
  '/settings/company',
  '/settings/audit',
  '/settings/webhooks',
  '/settings/webhooks/new',
  '/settings/webhooks/:webhook',
  '/settings/data-security',
  '/nowhere',
];

type Ids = ReadonlyMap<string, string>;

/** The address of a screen with its ids. */
export function addressOf(screen: string, ids: Ids): string {
  return screen.replace(/:(\w+)/g, (_all, key: string) => ids.get(key) ?? '');
}

/** One of each thing that the screens show, made by an administrator. */
export async function makeSomethingToShow(admin: Visitor): Promise<Ids> {
  const make = (path: string, body: object) => api<{ id: string }>(admin, 'POST', path, body);
  const { id: customer } = await make('/records/customers', {
    name: '杭州云栖茶业有限公司',
    mobile: freshMobile(),
    email: 'a@example.com',
    level: 'A',
    industry: 'tea',
  });
  await make('/records/contacts', { name: '周杰', customer, mobile: freshMobile() });
  await make('/records/followUps', {
    target: { module: 'customers', id: customer },
    means: 'call',
    content: '打过电话，约周五报价。',
  });
  const { id: template } = await make('/templates', {
    channel: 'mail',
    module: 'customers',
    name: '通知',
    subject: '您好',
    body: '<style>.big{color:#0a0}</style><p class="big" style="letter-spacing:3px">{{name}}您好</p>',
  });
  const { items: roles } = await api<{ items: { id: string; key: string }[] }>(admin, 'GET', '/roles');
  const { id: webhook } = await make('/webhooks', {
    name: '订单系统',
    url: 'http://127.0.0.1:9/hook',
    events: ['customers.updated'],
    roleId: roles.find(({ key }) => key === 'readonly')?.id,
    enabled: false,
  });
  await api(admin, 'POST', `/webhooks/${webhook}/test`);
  const plain = await make('/templates', {
    channel: 'mail',
    module: 'customers',
    name: '回访',
    subject: '回访',
    body: '<p>{{name}}您好</p>',
  });
  const { jobId: send } = await api<{ jobId: string }>(admin, 'POST', '/records/customers/send', {
    channel: 'mail',
    templateId: plain.id,
    ids: [customer],
  });
  const { url } = await api<{ url: string }>(admin, 'POST', '/invitations', {});
  const invitation = url.split('/').at(-1) ?? '';
  const role = roles.find(({ key }) => key === 'sales')?.id ?? '';
  const { items: pools } = await api<{ items: { id: string }[] }>(admin, 'GET', '/pools');
  return new Map(Object.entries({ customer, template, send, invitation, role, webhook, pool: pools[0]?.id ?? '' }));
}
