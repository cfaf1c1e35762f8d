import type { TableShape } from './table-shape.js';

const TENANT = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

/** Table, keys, indexes, statistics, policy and grants of a tenant-owned table. */
export function tableDdl(table: TableShape): string {
  const { name } = table;
  const key = table.key ?? ['id'];
  const body = [
    'tenant_id uuid not null',
    ...(table.key ? [] : ['id uuid not null']),
    ...table.columns.map((column) => [column.name, column.type, column.rest].filter(Boolean).join(' ')),
    `primary key (${['tenant_id', ...key].join(', ')})`,
    ...table.references.map(
      (column) =>
        `constraint ${name}_${column}_fk foreign key (tenant_id, ${column}) references record (tenant_id, id)`,
    ),
  ];
  const indexes = table.indexes.map(
    (index) =>
      `create index ${name}_by_${index.name} on ${name} (${['tenant_id', ...index.columns].join(', ')})` +
      `${index.where ? ` where ${index.where}` : ''};`,
  );
  const statistics = table.statistics.map(
    (column) => `create statistics ${name}_stat_${column} on tenant_id, ${column} from ${name};`,
  );
  return [
    `create table ${name} (`,
    body.map((line) => `  ${line}`).join(',\n'),
    ');',
    ...indexes,
    ...statistics,
    `alter table ${name} enable row level security;`,
    `alter table ${name} force row level security;`,
    `create policy tenant_isolation on ${name} using (${TENANT}) with check (${TENANT});`,
    `grant select, insert, update, delete on ${name} to ruyi_app;`,
    '',
  ].join('\n');
}
