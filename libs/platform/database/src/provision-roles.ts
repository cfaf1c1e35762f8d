import { createHmac } from 'node:crypto';
import pg from 'pg';

/** Addresses of one database, by role. */
export interface DatabaseUrls {
  /** Migrates. */
  readonly owner: string;
  /** Serves. */
  readonly app: string;
  /** The queue's PostgreSQL backend. */
  readonly queue: string;
}

const LOGINS = ['ruyi_owner', 'ruyi_app', 'ruyi_queue'] as const;

/**
 * Settings of the application's role. A named statement otherwise turns, on its sixth run, to one plan for tenants of every size;
 * starting parallel workers costs more than the lists that they would speed up.
 */
export const APP_ROLE_SETTINGS = {
  plan_cache_mode: 'force_custom_plan',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
} as const;

/**
 * Makes the product's roles with an administrator's connection (a superuser, or a role with CREATEROLE that may give the
 * database away), hands the database to the owner, and answers with each role's address. Safe to run again.
 */
export async function provisionRoles(adminUrl: string, secret: string): Promise<DatabaseUrls> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'ruyi-provision' });
  await client.connect();
  try {
    const exists = new Set(
      (await client.query<{ rolname: string }>(`select rolname from pg_roles where rolname like 'ruyi\\_%'`)).rows.map(
        (row) => row.rolname,
      ),
    );
    for (const role of LOGINS) {
      const password = client.escapeLiteral(passwordOf(role, secret));
      await client.query(
        `${exists.has(role) ? 'alter' : 'create'} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${password}`,
      );
    }
    if (!exists.has('ruyi_search')) await client.query('create role ruyi_search nologin');
    await client.query('grant ruyi_search to ruyi_owner');
    for (const [name, value] of Object.entries(APP_ROLE_SETTINGS)) {
      await client.query(`alter role ruyi_app set ${name} = ${client.escapeLiteral(value)}`);
    }
    await client.query(`alter role ruyi_app set idle_in_transaction_session_timeout = '120s'`);
    await handOver(client);
  } finally {
    await client.end();
  }
  const [owner, app, queue] = LOGINS.map((role) => urlFor(adminUrl, role, secret));
  return { owner: owner ?? '', app: app ?? '', queue: queue ?? '' };
}

/** The addresses that {@link provisionRoles} answers with, without asking the database. */
export function urlsOf(adminUrl: string, secret: string): DatabaseUrls {
  return {
    owner: urlFor(adminUrl, 'ruyi_owner', secret),
    app: urlFor(adminUrl, 'ruyi_app', secret),
    queue: urlFor(adminUrl, 'ruyi_queue', secret),
  };
}

async function handOver(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; owner: string }>(
    'select datname as name, pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()',
  );
  const database = rows[0];
  if (!database || database.owner === 'ruyi_owner') return;
  // ALTER … OWNER TO asks that the giver is a member of the receiver, unless a superuser gives.
  await client.query('grant ruyi_owner to current_user');
  await client.query(`alter database ${client.escapeIdentifier(database.name)} owner to ruyi_owner`);
  await client.query('alter schema public owner to ruyi_owner');
}

function passwordOf(role: string, secret: string): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('base64url');
}

function urlFor(adminUrl: string, role: string, secret: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = passwordOf(role, secret);
  return url.toString();
}
