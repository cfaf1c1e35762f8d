import pg from 'pg';

/** A company of the install, for lists. */
export interface Company {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly people: number;
}

/** All, the oldest first. */
export async function companiesOf(ownerUrl: string): Promise<Company[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Company>(
      `select t.id, t.code, t.name, (select count(*)::int from account_tenant m where m.tenant_id = t.id) as people
       from tenant t order by t.created_at, t.id`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
