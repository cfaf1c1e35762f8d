import type { Locale } from '@ruyi/contract/metadata';
import type { Database, Row, Statement } from '@ruyi/engine/context';
import { readToken } from '../tokens/opaque-token.js';
import { SESSION_DAYS } from './begin-session.js';

/** A valid session with all that a request needs to know, as of this request. */
export interface OpenSession {
  readonly sessionId: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly userId: string;
  readonly userName: string;
  readonly accountId: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly baseCurrency: string;
  readonly modelVersion: number;
  readonly accessVersion: number;
}

interface SessionRow {
  readonly session_id: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly account_id: string;
  readonly locale: Locale;
  readonly tenant_name: string;
  readonly time_zone: string;
  readonly base_currency: string;
  readonly model_version: number;
  readonly access_version: number;
  readonly aging: boolean;
}

const FIND = `
select s.id as session_id, s.user_id, u.name as user_name, u.account_id, coalesce(u.locale, t.locale) as locale,
       t.name as tenant_name, t.time_zone, t.base_currency, t.model_version, t.access_version,
       s.expires_at < now() + make_interval(days => ${SESSION_DAYS / 2}) as aging
  from session s
  join app_user u on u.tenant_id = s.tenant_id and u.id = s.user_id
  join account a on a.id = u.account_id
  join tenant t on t.id = s.tenant_id
 where s.tenant_id = $1 and s.token_hash = $2 and s.ended_at is null and s.expires_at > now()
   and u.state = 'active' and s.created_at >= a.sessions_since`;

/** Finds the session behind a token in one trip, with the state of its user and the versions of its tenant. */
export class SessionReader {
  constructor(private readonly database: Database) {}

  /** Null when the session is unknown, over, or its user may no longer log in. */
  async find(token: string): Promise<OpenSession | null> {
    const known = readToken(token);
    if (!known) return null;
    const { tenantId, hash } = known;
    const statement: Statement = { name: 'session_find', text: FIND, values: [tenantId, hash] };
    const [rows] = await this.database.read(tenantId, [statement]);
    const row = rows?.[0];
    if (!isSessionRow(row)) return null;
    if (row.aging) await this.extend(tenantId, row.session_id);
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
    };
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
