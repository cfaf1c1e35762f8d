import Bowser from 'bowser';
import { AppError } from '@ruyi/contract/errors';
import { recordAudit } from '../audit/record-audit.js';
import type { IdentityDatabase } from '../store/identity-database.js';
import { SESSION_DAYS } from './begin-session.js';
import type { ClientInfo } from './client-info.js';
import type { OpenSession } from './session-reader.js';

/** One of a user's own sessions in a company. */
export interface MySession {
  readonly id: string;
  readonly createdAt: string;
  /** To the hour. */
  readonly lastUsedAt: string;
  readonly ip: string | null;
  /** `Chrome · Windows 10`, or what an API client calls itself. */
  readonly device: string;
  /** The one that asks. */
  readonly current: boolean;
}

type Asking = Pick<OpenSession, 'tenantId' | 'userId' | 'sessionId'>;

interface SessionRow {
  readonly id: string;
  readonly created_at: Date;
  readonly last_used_at: Date;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

/** Where a user is signed in, and the way out from afar. */
export class MySessions {
  constructor(private readonly database: IdentityDatabase) {}

  /** Those that are open, the last used first. */
  list(asking: Asking): Promise<MySession[]> {
    return this.database.transaction(asking.tenantId, async ({ tx }) => {
      // Each use moves the end on, see SessionReader: how far it is away says when it was used.
      const rows = await tx.query<SessionRow>({
        text: `select s.id, s.created_at, s.expires_at - make_interval(days => $3) as last_used_at, s.ip, s.user_agent
                 from session s join app_user u on u.tenant_id = s.tenant_id and u.id = s.user_id
                 join account a on a.id = u.account_id
                where s.tenant_id = $1 and s.user_id = $2 and s.ended_at is null and s.expires_at > now()
                  and s.created_at >= a.sessions_since
                order by s.expires_at desc, s.id limit 200`,
        values: [asking.tenantId, asking.userId, SESSION_DAYS],
      });
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at.toISOString(),
        ip: row.ip,
        device: deviceOf(row.user_agent),
        current: row.id === asking.sessionId,
      }));
    });
  }

  /** Ends one of one's own; 404 for any other. */
  async end(asking: Asking, id: string, client: ClientInfo): Promise<void> {
    if ((await this.#end(asking, client, 'id = $3', id)) === 0) throw AppError.notFound();
  }

  /** Ends all but the one that asks; answers how many. */
  endOthers(asking: Asking, client: ClientInfo): Promise<number> {
    return this.#end(asking, client, 'id <> $3', asking.sessionId);
  }

  #end(asking: Asking, client: ClientInfo, which: string, id: string): Promise<number> {
    const { tenantId, userId } = asking;
    return this.database.transaction(tenantId, async (unit) => {
      const ended = await unit.tx.query<{ id: string }>({
        text: `update session set ended_at = now()
                where tenant_id = $1 and user_id = $2 and ${which} and ended_at is null and expires_at > now() returning id`,
        values: [tenantId, userId, id],
      });
      if (ended.length > 0)
        await recordAudit(unit, {
          userId,
          action: 'session.end',
          subjectId: userId,
          detail: { sessions: ended.length },
          ip: client.ip,
        });
      return ended.length;
    });
  }
}

function deviceOf(userAgent: string | null): string {
  if (!userAgent) return '';
  const { browser, os } = Bowser.parse(userAgent);
  const system = [os.name, os.versionName ?? (os.name === 'Android' ? os.version : undefined)]
    .filter(Boolean)
    .join(' ');
  const known = [browser.name, system].filter(Boolean).join(' · ');
  return known === '' ? userAgent.slice(0, 60) : known;
}
