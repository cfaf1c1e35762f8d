import type { Locale } from '@ruyi/contract/metadata';
import { LRUCache } from 'lru-cache';
import { CallerChanged, type CallerConfirmation, type Database, type Row, type Statement } from '@ruyi/engine/context';
import { isApiKey, readApiKey } from '../keys/api-key-token.js';
import { readToken } from '../tokens/opaque-token.js';
import { SESSION_DAYS } from './begin-session.js';

/** A valid session, or API key, with all that a request needs to know, as of this request. */
export interface OpenSession {
  readonly sessionId: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly userId: string;
  readonly userName: string;
  /** Null: an API key, which is nobody's account. */
  readonly accountId: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly baseCurrency: string;
  readonly modelVersion: number;
  readonly accessVersion: number;
  /** `missing`: the company wants one, and the account has none; then nothing is allowed but setting it up. */
  readonly secondFactor: 'on' | 'off' | 'missing';
}

interface SessionRow {
  readonly session_id: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly account_id: string | null;
  readonly locale: Locale;
  readonly tenant_name: string;
  readonly time_zone: string;
  readonly base_currency: string;
  readonly model_version: number;
  readonly access_version: number;
  readonly second_factor: OpenSession['secondFactor'];
  readonly aging: boolean;
}

const FIND = `
select s.id as session_id, s.user_id, u.name as user_name, u.account_id, coalesce(u.locale, t.locale) as locale,
       t.name as tenant_name, t.time_zone, t.base_currency, t.model_version, t.access_version,
       case when a.second_factor_secret is not null then 'on' when t.second_factor_required then 'missing' else 'off' end as second_factor,
       s.expires_at < now() + make_interval(days => ${SESSION_DAYS}, hours => -1) as aging
  from session s
  join app_user u on u.tenant_id = s.tenant_id and u.id = s.user_id
  join account a on a.id = u.account_id
  join tenant t on t.id = s.tenant_id
 where s.tenant_id = $1 and s.token_hash = $2 and s.ended_at is null and s.expires_at > now()
   and u.state = 'active' and s.created_at >= a.sessions_since`;

/** The same of an API key; `aging` asks for its use to be noted, once a minute. */
const FIND_KEY = `
select k.id as session_id, k.user_id, u.name as user_name, null::uuid as account_id, t.locale,
       t.name as tenant_name, t.time_zone, t.base_currency, t.model_version, t.access_version,
       'off' as second_factor,
       coalesce(k.last_used_at < now() - interval '1 minute', true) as aging
  from api_key k
  join app_user u on u.tenant_id = k.tenant_id and u.id = k.user_id
  join tenant t on t.id = k.tenant_id
 where k.tenant_id = $1 and k.token_hash = $2 and k.revoked_at is null
   and (k.expires_at is null or k.expires_at > now()) and u.state = 'active'`;

/** A session as an earlier request of the same process found it: good for nothing until it is confirmed. */
export interface RecalledSession {
  readonly session: OpenSession;
  readonly confirmation: CallerConfirmation;
}

/** Sessions that a process remembers; one that is not there costs a trip. */
const REMEMBERED = 10_000;

/** Finds the session behind a token in one trip, with the state of its user and the versions of its tenant. */
export class SessionReader {
  readonly #remembered = new LRUCache<string, { readonly session: OpenSession; readonly row: string }>({
    max: REMEMBERED,
  });

  constructor(private readonly database: Database) {}

  /** Without a trip, for requests that read: their first read confirms it, or it does not count. */
  recall(token: string): RecalledSession | null {
    const known = partsOf(token);
    const key = known && keyOf(known);
    const remembered = key && this.#remembered.get(key);
    if (!remembered) return null;
    let confirmed = false;
    return {
      session: remembered.session,
      confirmation: {
        statement: findStatement(known),
        get confirmed() {
          return confirmed;
        },
        check: (rows) => {
          confirmed = rows.length === 1 && JSON.stringify(rows[0]) === remembered.row;
          if (confirmed) return;
          this.#remembered.delete(key);
          throw new CallerChanged();
        },
      },
    };
  }

  /** Null when the session is unknown, over, or its user may no longer log in. */
  async find(token: string): Promise<OpenSession | null> {
    const known = partsOf(token);
    if (!known) return null;
    const { tenantId } = known;
    const [rows] = await this.database.read(tenantId, [findStatement(known)]);
    const row = rows?.[0];
    if (!isSessionRow(row)) return null;
    const session = sessionOf(tenantId, row);
    if (!row.aging) this.#remembered.set(keyOf(known), { session, row: JSON.stringify(row) });
    else if (known.isKey) await this.noteUse(tenantId, row.session_id);
    else await this.extend(tenantId, row.session_id);
    return session;
  }

  /** Those of the company's tokens whose session is open and lets its user do something, in one trip; it counts as no use. */
  async whichHold(tenantId: string, tokens: readonly string[]): Promise<ReadonlySet<string>> {
    const asked = tokens.flatMap((token) => {
      const known = partsOf(token);
      return known?.tenantId === tenantId ? [{ token, statement: findStatement(known) }] : [];
    });
    const found = await this.database.read(
      tenantId,
      asked.map(({ statement }) => statement),
    );
    const holding = asked.filter((_asked, index) => {
      const row = found[index]?.[0];
      return isSessionRow(row) && row.second_factor !== 'missing';
    });
    return new Set(holding.map(({ token }) => token));
  }

  private async noteUse(tenantId: string, keyId: string): Promise<void> {
    await this.database.transaction(tenantId, (tx) =>
      tx.query({
        text: `update api_key set last_used_at = now()
                where tenant_id = $1 and id = $2 and coalesce(last_used_at < now() - interval '1 minute', true)`,
        values: [tenantId, keyId],
      }),
    );
  }

  private async extend(tenantId: string, sessionId: string): Promise<void> {
    await this.database.transaction(tenantId, (tx) =>
      tx.query({
        text: `update session set expires_at = now() + make_interval(days => $3) where tenant_id = $1 and id = $2`,
        values: [tenantId, sessionId, SESSION_DAYS],
      }),
    );
  }
}

function isSessionRow(row: Row | SessionRow | undefined): row is SessionRow {
  return row !== undefined;
}

function sessionOf(tenantId: string, row: SessionRow): OpenSession {
  return {
    sessionId: row.session_id,
    tenantId,
    tenantName: row.tenant_name,
    userId: row.user_id,
    userName: row.user_name,
    accountId: row.account_id,
    locale: row.locale,
    timeZone: row.time_zone,
    baseCurrency: row.base_currency,
    modelVersion: row.model_version,
    accessVersion: row.access_version,
    secondFactor: row.second_factor,
  };
}

function findStatement({ tenantId, hash, isKey }: TokenParts): Statement {
  const values = [tenantId, hash];
  return isKey
    ? { name: 'api_key_find', byKey: true, text: FIND_KEY, values }
    : { name: 'session_find', byKey: true, text: FIND, values };
}

const keyOf = ({ tenantId, hash }: TokenParts): string => `${tenantId}:${hash.toString('base64')}`;

type TokenParts = NonNullable<ReturnType<typeof readToken>> & { readonly isKey: boolean };

function partsOf(token: string): TokenParts | null {
  const isKey = isApiKey(token);
  const parts = isKey ? readApiKey(token) : readToken(token);
  return parts && { ...parts, isKey };
}
