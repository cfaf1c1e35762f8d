import type pg from 'pg';
import { nameSort } from '@ruyi/engine/field-types';
import type { ModuleModel } from '@ruyi/engine/model';
import { searchRow } from '@ruyi/engine/records';

const CONTENTS = [
  '电话沟通，对新款有兴趣，等报价。',
  '上门拜访，见到采购经理，下周送样。',
  '微信里问了账期，说年底前定。',
  '样品已寄出，运单号已发给客户。',
  '价格谈到第三轮，还差两个点。',
  '客户换了负责人，需要重新介绍产品。',
  '展会后第一次联系，约了视频会议。',
  '老客户推荐，需求很明确。',
];
const NAMES = ['王芳', '李强', '张敏', '刘伟', '陈杰', '杨洋', '赵静', '黄磊', '周婷', '吴涛', '徐丽', '孙鹏'];
/** Customers a statement. */
const BATCH = 50_000;

export interface RelatedModules {
  readonly contacts: ModuleModel;
  readonly followUps: ModuleModel;
}

/** For the company's customers: two follow-ups each, and a contact for every fifth. */
export async function fillRelated(
  client: pg.Client,
  tenantId: string,
  { contacts, followUps }: RelatedModules,
): Promise<void> {
  const nobody = { id: '', ownerId: null, createdBy: null, createdAt: '' };
  const said = CONTENTS.map((content) => searchRow({ tenantId }, followUps, { ...nobody, content }));
  const called = NAMES.map((name) => searchRow({ tenantId }, contacts, { ...nobody, name }));
  await client.query(
    `create temp table target as select row_number() over (order by id)::int as n, id, created_at, owner_id, created_by
     from customers where tenant_id = $1 and deleted_at is null`,
    [tenantId],
  );
  await client.query('create index on target (n)');
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from target');
  const count = rows[0]?.count ?? 0;
  for (let start = 1; start <= count; start += BATCH) {
    const until = start + BATCH;
    await client.query(FOLLOW_UPS, [
      tenantId,
      start,
      until,
      JSON.stringify(said.map((row, n) => ({ ...row, n, text: CONTENTS[n] }))),
    ]);
    await client.query(CONTACTS, [
      tenantId,
      start,
      until,
      JSON.stringify(called.map((row, n) => ({ ...row, n, text: NAMES[n], sort: nameSort(NAMES[n]) }))),
    ]);
  }
  await client.query('drop table target');
}

const words = (sample: string): string =>
  `sample as (select * from json_to_recordset($4) as s (n int, text text, sort text, tokens text[], fields text[], texts text[])), ${sample}`;

const FOLLOW_UPS = `with ${words(`made as materialized (
    select uuidv7() as id, t.id as target, t.created_by as author, least(t.created_at + make_interval(days => i * (1 + t.n % 60)), now()) as at, s.*
    from target t cross join generate_series(1, 2) i join sample s on s.n = (t.n * 7 + i) % ${CONTENTS.length}
    where t.n >= $2 and t.n < $3`)}
  ), registry as (
    insert into record (tenant_id, id, module_key) select $1, id, 'followUps' from made
  ), searched as (
    insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts)
    select $1, 'followUps', id, author, at, tokens, fields, texts from made
  ) insert into follow_ups (tenant_id, id, created_at, updated_at, created_by, updated_by, target_id, target_module, means, content)
    select $1, id, at, at, author, author, target, 'customers', 'phone', text from made`;

const CONTACTS = `with ${words(`made as materialized (
    select uuidv7() as id, t.id as target, t.owner_id, t.created_by as author, t.created_at as at, s.*
    from target t join sample s on s.n = t.n % ${NAMES.length} where t.n >= $2 and t.n < $3 and t.n % 5 = 0`)}
  ), registry as (
    insert into record (tenant_id, id, module_key, owner_id) select $1, id, 'contacts', owner_id from made
  ), searched as (
    insert into search_row (tenant_id, module_key, record_id, created_by, recency, tokens, fields, texts)
    select $1, 'contacts', id, author, at, tokens, fields, texts from made
  ) insert into contacts (tenant_id, id, created_at, updated_at, created_by, updated_by, owner_id, customer, name, name_sort)
    select $1, id, at, at, author, author, owner_id, target, text, sort from made`;
