import { hashPassword } from '@ruyi/identity';
import { ApiClient } from '../api-client.js';
import type { BenchOptions } from '../bench-options.js';
import type { BenchWorld } from '../bench-world.js';
import { PASSWORD } from '../make-company.js';
import { jobEnd } from './job-end.js';
import { mebibytes } from './measure-memory.js';
import { timed, type OnceRow } from './once-row.js';

const SIGN_UPS = 5;
const CLAIMS_EACH = 10;
const REMARK = '批量修改';

/**
 * Many customers get one value by one action, as a job; against one statement that does it with its history. They are the oldest:
 * the newest are those that this run made itself, which the floor does not have.
 */
export async function measureBulkEdit({ admin, company, owner }: BenchWorld, options: BenchOptions): Promise<OnceRow> {
  const { rows } = await owner.query<{ at: Date }>(
    'select created_at as at from customers where tenant_id = $1 and deleted_at is null order by created_at offset $2 limit 1',
    [company.tenantId, options.editedRows],
  );
  const filter = { field: 'createdAt', op: 'lt', value: rows[0]?.at.toISOString() ?? '' };
  const [done, ours] = await timed(async () => {
    const body = { filter, params: { remark: REMARK } };
    const answer = await admin.call<{ jobId?: string }>('POST', '/records/customers/actions/edit', body);
    return answer.jobId === undefined ? 0 : (await jobEnd(admin, answer.jobId)).done;
  });
  if (done === 0) throw new Error('the edit of many customers found none to edit');
  const [, floor] = await timed(() =>
    owner.query(
      `with changed as (
         update floor_customers set remark = $2, version = version + 1, updated_at = now() where created_at < $3 and deleted_at is null returning id, version
       ) insert into history (tenant_id, record_id, id, module_key, change_set, action, version, before, after)
         select $1, c.id, gen_random_uuid(), 'customers', gen_random_uuid(), 'update', c.version, '{}', jsonb_build_object('remark', $2::text)
         from changed c join record r on r.tenant_id = $1 and r.id = c.id`,
      [company.tenantId, REMARK, rows[0]?.at],
    ),
  );
  return {
    name: `edit of ${done} customers at once`,
    ours,
    floor,
    figure: { key: 'bulkEditSeconds', value: Number((ours / 1_000).toFixed(2)) },
  };
}

/** Many people claim at once, each some customers out of the same part of the pool, so that many want the same one. */
export async function measureClaims({ api, company, claimers, owner }: BenchWorld): Promise<OnceRow> {
  const { rows } = await owner.query<{ id: string }>(
    'select id from customers where tenant_id = $1 and pool_id is not null and deleted_at is null order by pooled_at limit $2',
    [company.tenantId, claimers.length * CLAIMS_EACH],
  );
  const times: number[] = [];
  let claimed = 0;
  const [, ours] = await timed(() =>
    Promise.all(
      claimers.map(async ({ token }, person) => {
        for (let n = 0; n < CLAIMS_EACH; n += 1) {
          // Neighbours begin a few customers apart: half of what they want is taken when they come to it.
          const id = rows[(person * Math.ceil(CLAIMS_EACH / 2) + n) % rows.length]?.id ?? '';
          const from = performance.now();
          const answer = await fetch(`${api.url}/api/v1/records/customers/${id}/actions/claim`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: '{}',
          });
          times.push(performance.now() - from);
          await answer.arrayBuffer();
          if (answer.ok) claimed += 1;
          else if (answer.status !== 409 && answer.status !== 404)
            throw new Error(`a claim is answered ${answer.status}`);
        }
      }),
    ),
  );
  const { rows: twice } = await owner.query(
    `select record_id from pool_move where tenant_id = $1 and kind = 'claim' and record_id = any($2::uuid[]) group by 1 having count(*) > 1`,
    [company.tenantId, rows.map(({ id }) => id)],
  );
  if (twice.length > 0) throw new Error(`${twice.length} customers were claimed twice`);
  const p99 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  return {
    name: `${times.length} claims by ${claimers.length} people at once, ${claimed} won (p99 ${p99.toFixed(0)} ms)`,
    ours,
    floor: null,
    figure: { key: 'claimP99Ms', value: Math.round(p99) },
  };
}

/** A company signs up; what the password's hash costs alone is taken off. */
export async function measureSignUp({ api }: BenchWorld): Promise<OnceRow> {
  const stranger = new ApiClient(api.url);
  const times: number[] = [];
  for (let n = 0; n < SIGN_UPS; n += 1) {
    const body = { companyName: `新公司${n}`, name: '管理员', email: `new${n}@bench.example`, password: PASSWORD };
    const [, whole] = await timed(() => stranger.call('POST', '/signup', body));
    const [, hash] = await timed(() => hashPassword(PASSWORD));
    times.push(whole - hash);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(SIGN_UPS / 2)] ?? 0;
  return {
    name: 'sign-up of a company, without the hash of the password',
    ours: median,
    floor: null,
    figure: { key: 'signupMs', value: Number(median.toFixed(1)) },
  };
}

/** The first request of every small company: nothing is known of it in the process. */
export async function measureStrangers({ api, strangers, memory }: BenchWorld): Promise<OnceRow[]> {
  const times: number[] = [];
  for (const { token } of strangers) {
    const [, ms] = await timed(() => new ApiClient(api.url, token).call('GET', '/records/customers'));
    times.push(ms);
  }
  const first = times[0] ?? 0;
  const resident = await memory.api.now();
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return [
    {
      name: 'first request of a company that was never touched (the very first)',
      ours: first,
      floor: null,
      figure: { key: 'firstRequestMs', value: Number(first.toFixed(1)) },
    },
    {
      name: `first request of ${times.length} companies in turn (p50; p99 ${at(0.99).toFixed(0)} ms)`,
      ours: at(0.5),
      floor: null,
      figure: { key: 'untouchedTenantMs', value: Number(at(0.5).toFixed(1)) },
    },
    ...(resident === null
      ? []
      : [mebibytes(`the api after ${times.length} companies were asked for`, 'apiAfterTenantsMb', resident)]),
  ];
}
