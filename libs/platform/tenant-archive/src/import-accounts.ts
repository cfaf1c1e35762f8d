import type { Client } from 'pg';
import { ArchiveError } from './archive-error.js';
import { columnList } from './owner-session.js';

interface AccountMove {
  readonly there: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly by_id: string | null;
  readonly by_email: string | null;
  readonly by_mobile: string | null;
}

/**
 * Writes the tenant's own row and its people's accounts. Whoever has an account here already (the same mobile or e-mail)
 * keeps it with its password. Leaves the table `moved_account` (there, here) for the rows that name accounts.
 */
export async function importAccounts(
  client: Client,
  { tenantId, columnsOf }: { readonly tenantId: string; readonly columnsOf: (table: string) => readonly string[] },
): Promise<{ code: string; notes: string[] }> {
  const { code, wanted } = await freeCode(client);
  const notes = code === wanted ? [] : [`the company code ${wanted} is taken here: it is ${code} now`];
  const tenantColumns = columnsOf('tenant').filter((column) => !['id', 'code'].includes(column));
  await client.query(
    `insert into tenant (id, code, ${columnList(tenantColumns)}) select $1, $2, ${columnList(tenantColumns)} from moving_tenant`,
    [tenantId, code],
  );
  await client.query(
    'create temporary table moved_account (there uuid primary key, here uuid not null) on commit drop',
  );
  const { rows } = await client.query<AccountMove>(`
    select m.id as there, m.email, m.mobile,
      (select a.id from account a where a.id = m.id) as by_id,
      (select a.id from account a where a.email = m.email) as by_email,
      (select a.id from account a where a.mobile = m.mobile) as by_mobile
    from moving_account m`);
  const known: [string, string][] = [];
  for (const row of rows) {
    const here = new Set([row.by_email, row.by_mobile].filter((id) => id !== null));
    if (here.size > 1)
      throw new ArchiveError(
        `${row.email ?? ''} and ${row.mobile ?? ''} are one person in the archive and two accounts here; change one of them first`,
      );
    const [found = row.by_id] = here;
    if (found) known.push([row.there, found]);
  }
  await client.query('insert into moved_account (there, here) select * from unnest($1::uuid[], $2::uuid[])', [
    known.map(([there]) => there),
    known.map(([, here]) => here),
  ]);
  const columns = columnsOf('account').filter((column) => column !== 'handle');
  // A handle is NAME@CODE of the company.
  await client.query(
    `insert into account (${columnList(columns)}, handle)
     select ${columnList(columns, 'm')}, case when m.handle like '%@' || $1 then left(m.handle, -length($1)) || $2 else m.handle end
     from moving_account m where not exists (select from moved_account k where k.there = m.id)`,
    [wanted, code],
  );
  if (known.length > 0) notes.push(`${known.length} people had an account here already and keep its password`);
  return { code, notes };
}

async function freeCode(client: Client): Promise<{ code: string; wanted: string }> {
  const { rows } = await client.query<{ code: string }>('select code from moving_tenant');
  const wanted = rows[0]?.code;
  if (wanted === undefined) throw new ArchiveError('the archive has no row of its company');
  for (let turn = 1; ; turn += 1) {
    const code = turn === 1 ? wanted : `${wanted}-${turn}`;
    const { rowCount } = await client.query('select 1 from tenant where code = $1', [code]);
    if (!rowCount) return { code, wanted };
  }
}
