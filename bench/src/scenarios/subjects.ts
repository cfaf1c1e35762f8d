import type pg from 'pg';
import type { Actor } from '../make-company.js';

/** What the requests of one actor are about: customers that the actor sees. */
export interface Subjects {
  readonly ids: readonly string[];
  /** Two characters of names, rather rare ones. */
  readonly brands: readonly string[];
  /** Four initials of pinyin. */
  readonly initials: readonly string[];
  /** Six digits out of the middle of mobiles. */
  readonly digits: readonly string[];
}

/** Ids enough for every write of a run to find a record at the version that it expects. */
const MOST = 20_000;

/** Live customers of the owners, in no order, but for those whose owner others write to. */
export async function subjectsOf(
  client: pg.Client,
  tenantId: string,
  { owners }: Pick<Actor, 'owners'>,
  leftToOthers: readonly string[] = [],
): Promise<Subjects> {
  const { rows } = await client.query<{ id: string; name: string; mobile: string | null }>(
    `select id, name, mobile from customers where tenant_id = $1 and deleted_at is null and owner_id is not null
       and ($2::uuid[] is null or owner_id = any($2)) and owner_id <> all($3::uuid[]) order by md5(id::text) limit ${MOST}`,
    [tenantId, owners, leftToOthers],
  );
  const names = rows.slice(0, 40).map((row) => row.name);
  const { pinyin } = await import('pinyin-pro');
  return {
    ids: rows.map((row) => row.id),
    brands: names.map((name) => name.slice(2, 4)),
    initials: names.map((name) =>
      pinyin(name.slice(2, 6), { toneType: 'none', type: 'array' })
        .map((syllable) => syllable.charAt(0))
        .join(''),
    ),
    digits: rows.flatMap(({ mobile }) => (mobile ? [mobile.slice(4, 10)] : [])).slice(0, 40),
  };
}
