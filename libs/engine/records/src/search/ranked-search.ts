import { AppError } from '@ruyi/contract/errors';
import { anyOf, compileAccess } from '@ruyi/engine/access';
import type { AccessGrant, AccessWhere, FieldRights } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { compileFound } from '@ruyi/engine/query';
import type { CompiledFound, FoundRow } from '@ruyi/engine/query';
import { openReadSession } from '../read/read-session.js';
import type { ReadPorts, ReadSession } from '../read/read-session.js';
import type { RecordItem } from '../read/record-item.js';
import type { RecordReader } from '../read/record-reader.js';
import { ownersWithin } from '../read/rows-of-request.js';
import { excerpt, matchedField, searchedFields } from './matched-field.js';
import type { FoundCount, RankedHit, RankedHits } from './ranked-hit.js';
import { soughtText } from './sought-text.js';

export interface RankedRequest {
  readonly q: string;
  /** Keys of modules; absent: all that the caller may read. */
  readonly modules?: readonly string[] | undefined;
  /** Hits of all modules together. */
  readonly limit: number;
}

/** A module, rows of it that the caller reaches, and what they may read of these. */
interface Part {
  readonly module: ModuleModel;
  readonly rights: FieldRights;
  /** `own`: what can be told by its owner; `pool`: what is seen through pools alone. */
  readonly by: 'all' | 'own' | 'pool';
  readonly compiled: CompiledFound;
}

/** A found record, with what its module and the caller's rights say of it. */
interface Found extends FoundRow {
  readonly part: Part;
}

/** Looks through several modules at once, and gives the best of all: by rank, then the newest. */
export class RankedSearch {
  constructor(
    private readonly ports: ReadPorts,
    private readonly reader: RecordReader,
  ) {}

  async find(ctx: Context, request: RankedRequest): Promise<RankedHits> {
    const session = await openReadSession(this.ports, ctx);
    // What PostgreSQL cannot hold is in no record.
    const q = request.q.toWellFormed().replaceAll('\0', '').trim();
    const parts = this.modules(session, request.modules).flatMap(({ module, grant }) =>
      partsOf(session, module, grant, q, request.limit),
    );
    const answers = await session.run(parts.map(({ compiled }) => compiled.statement));
    const found = new Map<string, Found>();
    const counts: Record<string, RankedHits['counts'][string]> = {};
    for (const [index, part] of parts.entries()) {
      const { rows, total } = part.compiled.decode(answers[index] ?? []);
      count(counts, part, total);
      for (const row of rows) if (!found.has(row.id)) found.set(row.id, { ...row, part });
    }
    const best = [...found.values()].toSorted(bestFirst).slice(0, request.limit);
    return { items: await this.hits(ctx, best, q), counts };
  }

  private modules(
    { model, actor }: ReadSession,
    asked: readonly string[] | undefined,
  ): { readonly module: ModuleModel; readonly grant: AccessGrant }[] {
    const readable = [...model.modules.values()].flatMap((module) => {
      const grant = module.enabled ? compileAccess(model, actor, module.key, 'read') : null;
      return grant ? [{ module, grant }] : [];
    });
    if (asked?.some((key) => !readable.some(({ module }) => module.key === key)))
      throw AppError.invalid([{ path: 'modules', code: 'notFound' }]);
    return readable.filter(({ module }) => asked === undefined || asked.includes(module.key));
  }

  private async hits(ctx: Context, found: readonly Found[], q: string): Promise<RankedHit[]> {
    const byModule = Map.groupBy(found, ({ part }) => part.module);
    const items = new Map<string, RecordItem>();
    await Promise.all(
      [...byModule].map(async ([module, rows]) => {
        // A pool shows no more than the module's own rights, and leaves the rest out by itself.
        const rights = compiledRights(rows);
        const fields = [...new Set([module.nameField, ...searchedFields(module, rights).map(({ key }) => key)])];
        const readable = fields.filter((key) => rights.access.has(key));
        const ids = rows.map(({ id }) => id);
        for (const item of await this.reader.getMany(ctx, module.key, ids, readable, 'live')) items.set(item.id, item);
      }),
    );
    return found.flatMap(({ id, field, part: { module, rights } }) => {
      const item = items.get(id);
      if (!item) return [];
      const owner = item['ownerId'];
      return [
        {
          module: module.key,
          id,
          name: excerpt(String(item[module.nameField] ?? ''), []).text,
          owner: typeof owner === 'string' ? { id: owner, name: item._display['ownerId'] ?? null } : null,
          matched: matchedField(module, rights, item, q, field),
        },
      ];
    });
  }
}

/** The most that any of the rows shows: rights within pools are a part of the module's. */
function compiledRights(rows: readonly Found[]): FieldRights {
  const all = rows.map(({ part }) => part.rights);
  return all.reduce((most, rights) => (rights.access.size > most.access.size ? rights : most));
}

/**
 * What the caller sees in lists, and what through pools alone, where other fields are shown. Where not all of it can be
 * told by owner, such as contacts seen through their customers, the best of the module may all be of others: what can be told
 * is then looked up as well, by itself.
 */
function partsOf(session: ReadSession, module: ModuleModel, grant: AccessGrant, q: string, limit: number): Part[] {
  const part = (by: Part['by'], access: AccessWhere, rights: FieldRights, owners: readonly string[] | null): Part[] => {
    const sought = soughtText(module, rights, q);
    if (sought === null || sought.open.length + sought.masked.length === 0) return [];
    const search = { sought, module: module.key, owners, pooled: by === 'pool' };
    return [{ module, rights, by, compiled: compileFound(session.scope, module, access, search, limit) }];
  };
  const { where, fields, pool } = grant;
  const owners = ownersWithin(where);
  const tellable = where.kind === 'anyOf' ? where.nodes.filter((node) => ownersWithin(node) !== null) : [];
  return [
    ...part('all', where, fields, owners),
    ...(owners === null && tellable.length > 0 ? part('own', where, fields, ownersWithin(anyOf(tellable))) : []),
    ...(pool ? part('pool', pool.where, pool.fields, null) : []),
  ];
}

function count(counts: Record<string, RankedHits['counts'][string]>, { module, by }: Part, total: FoundCount): void {
  const { key } = module;
  const known = counts[key] ?? { value: 0, exact: true };
  if (by === 'all') counts[key] = total;
  // A part of all; it has more only where that was cut.
  else if (by === 'own') counts[key] = { ...known, value: Math.max(known.value, total.value) };
  else counts[key] = { ...known, pooled: total };
}

function bestFirst(a: Found, b: Found): number {
  return a.rank - b.rank || b.recency - a.recency || (a.id < b.id ? 1 : -1);
}
