import { Caller } from './http.mjs';

/**
 * What the people of an install see, as later versions have to show it too: each request with its answer.
 * @param {string} url
 * @param {Awaited<ReturnType<typeof import('./write-of-every-kind.mjs').writeOfEveryKind>>} story
 */
export async function ask(url, story) {
  const answers = [];
  for (const [index, { login, password }] of story.people.entries()) {
    const caller = await new Caller(url).logIn(login, password, `10.2.0.${index}`);
    const isOfDemo = index < story.people.length - 1;
    for (const { method, path, body } of [...everywhere, ...(isOfDemo ? inTheDemo(story) : [])]) {
      const { status, body: answer } = await caller.call(method, path, body);
      if (status >= 500) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
      answers.push({ login, password, method, path, ...(body ? { body } : {}), status, answer });
    }
  }
  return answers;
}

const get = (path) => ({ method: 'GET', path });
const post = (path, body) => ({ method: 'POST', path, body });

const everywhere = [
  get('/records/customers?sort=name&limit=100&total=exact'),
  get('/records/contacts?sort=name&limit=100&total=exact'),
  get('/records/followUps?sort=-createdAt&limit=50&total=exact'),
  get('/departments'),
  get('/roles'),
  get('/pools'),
];

function inTheDemo({ records, fields, jobs, file }) {
  const about = Object.values(records)
    .filter((id) => id !== records.contact)
    .flatMap((id) => ['', '/history', '/team', '/consents'].map((part) => get(`/records/customers/${id}${part}`)));
  const measures = [{ as: 'count', fn: 'count' }];
  return [
    ...about,
    get(`/records/contacts/${records.contact}`),
    get('/modules/customers/views'),
    get('/templates?channel=sms&module=customers'),
    get('/senders/mail'),
    ...Object.values(jobs).map((id) => get(`/jobs/${id}`)),
    get(`/sends/${jobs.sent}/recipients`),
    get(`/files/${file}`),
    ...['贸易', '首版', 'sbjm', '13900001234', 'first@example.com'].map((word) =>
      get(`/records/customers?search=${encodeURIComponent(word)}&sort=name&limit=100`),
    ),
    post('/records/customers/query', {
      filter: { and: [{ field: fields.budget, op: 'gte', value: 1000 }] },
      sort: `-${fields.budget}`,
      fields: ['name', fields.budget],
      limit: 100,
      total: 'exact',
    }),
    post('/records/customers/aggregate', { groupBy: [{ field: 'industry' }], measures }),
    post('/records/customers/duplicates', { values: { name: '首版精密仪器', mobile: '13900001234' } }),
  ];
}
