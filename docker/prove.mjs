// Proves a running compose install: writers and an export go on while one api and one worker are killed, and nothing
// that was accepted is missing afterwards. Needs `docker` on the PATH and the install at PROVE_URL.
//   node docker/prove.mjs
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

const BASE = process.env.PROVE_URL ?? 'http://localhost:8080';
const WRITERS = 8;
const SECONDS = 30;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const session = { token: '' };

async function call(method, path, body) {
  const response = await fetch(`${BASE}/api/v1${path}`, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(session.token ? { authorization: `Bearer ${session.token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
}

async function must(method, path, body) {
  const answer = await call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path} → ${answer.status}: ${answer.text.slice(0, 400)}`);
  return answer.body;
}

const killed = [];

/** Kills one container of a service at once. Docker takes its own kill for a wish and leaves it down. */
function kill(service) {
  const filter = ['--filter', `label=com.docker.compose.service=${service}`];
  const [victim] = execFileSync('docker', ['ps', '--quiet', ...filter], { encoding: 'utf8' })
    .trim()
    .split('\n');
  if (!victim) throw new Error(`no container of ${service} is running`);
  execFileSync('docker', ['kill', '--signal', 'KILL', victim]);
  killed.push(victim);
  console.log(`killed one ${service} (${victim})`);
}

async function jobEnd(id) {
  for (let waited = 0; waited < 180; waited += 1) {
    const job = await must('GET', `/jobs/${id}`);
    if (job.state !== 'waiting' && job.state !== 'active') return job;
    await sleep(1_000);
  }
  throw new Error(`the job ${id} did not end in three minutes`);
}

const stamp = Date.now();
const signed = await must('POST', '/signup', {
  companyName: `验证 ${stamp}`,
  name: '验证人',
  email: `prove-${stamp}@example.com`,
  password: randomBytes(12).toString('base64url'),
});
session.token = signed.accessToken;

const accepted = new Set();
const refused = [];
const until = Date.now() + SECONDS * 1_000;

async function write(writer) {
  for (let turn = 0; Date.now() < until; turn += 1) {
    const name = `客户 ${writer}-${turn}`;
    try {
      const answer = await call('POST', '/records/customers', { name });
      if (answer.status === 201) accepted.add(answer.body.id);
      else refused.push(`${answer.status} ${answer.text.slice(0, 120)}`);
    } catch (error) {
      refused.push(String(error.cause ?? error));
    }
  }
}

const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
const exports = [];
const exported = (async () => {
  while (Date.now() < until) {
    try {
      exports.push((await must('POST', '/records/customers/export', { fields: ['name'], format: 'csv' })).jobId);
    } catch (error) {
      refused.push(`export: ${String(error)}`);
    }
    await sleep(1_000);
  }
})();
await sleep((SECONDS / 3) * 1_000);
kill('api');
await sleep((SECONDS / 3) * 1_000);
kill('worker');
await Promise.all([...writers, exported]);

const jobs = [];
for (const id of exports) jobs.push(await jobEnd(id));
const undone = jobs.filter(({ state }) => state !== 'completed');
const missing = [];
execFileSync('docker', ['start', ...killed]);
for (const id of accepted) if ((await call('GET', `/records/customers/${id}`)).status !== 200) missing.push(id);

console.log(`${accepted.size} customers accepted, ${missing.length} of them missing`);
console.log(`${jobs.length} exports, ${undone.length} not done`);
console.log(`${refused.length} requests without an answer while a process died`);
for (const line of refused.slice(0, 10)) console.log(`  ${line}`);
process.exitCode = missing.length > 0 || undone.length > 0 || refused.length > 2 * WRITERS ? 1 : 0;
