import pg from 'pg';
import { APP_ROLE_SETTINGS } from './provision-roles.js';

/** A database that the product must not serve from; the message is one line for the operator. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase';
}

const OLDEST_VERSION = 150_000;

/** Refuses a database or role that would break what the product promises: too old, not UTF-8, or a role that sees past the walls. */
export async function checkDatabase(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl, application_name: 'ruyi-check' });
  await client.connect();
  try {
    await checkServer(client);
    await checkRole(client);
  } finally {
    await client.end();
  }
}

/** Refuses a server that is too old or not UTF-8, before anything is made on it. */
export async function checkDatabaseServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'ruyi-check' });
  await client.connect();
  try {
    await checkServer(client);
  } finally {
    await client.end();
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; shown: string; encoding: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_version') as shown, current_setting('server_encoding') as encoding`,
  );
  const server = rows[0];
  if (!server || Number(server.version) < OLDEST_VERSION)
    throw new UnfitDatabase(`PostgreSQL 15 or newer is needed; the server is ${server?.shown ?? 'unknown'}`);
  if (server.encoding !== 'UTF8')
    throw new UnfitDatabase(`the database has to be encoded in UTF8; it is ${server.encoding}`);
}

async function checkRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{
    name: string;
    rolsuper: boolean;
    rolbypassrls: boolean;
    owned: number;
    settings: Record<string, string>;
  }>(
    `select r.rolname as name, r.rolsuper, r.rolbypassrls,
       (select count(*)::int from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace) as owned,
       (select jsonb_object_agg(s.name, s.setting) from pg_settings s where s.name = any($1)) as settings
     from pg_roles r where r.rolname = current_user`,
    [Object.keys(APP_ROLE_SETTINGS)],
  );
  const role = rows[0];
  if (!role) throw new UnfitDatabase('the database does not tell who the application is');
  if (role.rolsuper || role.rolbypassrls)
    throw new UnfitDatabase(
      `the role ${role.name} passes row-level security (superuser or BYPASSRLS); the application must not`,
    );
  if (role.owned > 0) throw new UnfitDatabase(`the role ${role.name} owns tables; the application must own nothing`);
  for (const [name, wanted] of Object.entries(APP_ROLE_SETTINGS)) {
    if (role.settings[name] !== wanted)
      throw new UnfitDatabase(`the role ${role.name} needs "alter role ${role.name} set ${name} = ${wanted}"`);
  }
}
