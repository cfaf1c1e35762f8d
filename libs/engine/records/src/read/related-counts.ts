import { AppError } from '@ruyi/contract/errors';
import type { Context, Statement } from '@ruyi/engine/context';
import { compileAccess } from '@ruyi/engine/access';
import { labelText } from '@ruyi/contract/metadata';
import { moduleOrThrow } from '@ruyi/engine/model';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { compileCount, type CompiledCount } from '@ruyi/engine/query';
import { isRecordId } from './is-record-id.js';
import { openReadSession } from './read-session.js';
import type { ReadPorts, ReadSession } from './read-session.js';
import type { RecordReader } from './record-reader.js';

/** Counts of the detail page's tabs stop here. */
const RELATED_CAP = 1_000;

export interface RelatedCount {
  readonly module: string;
  /** The field of that module that points here. */
  readonly field: string;
  readonly label: string;
  readonly count: number;
}

/** How many records of each module point to a record, as far as the caller may see them. */
export class RelatedCounts {
  constructor(
    private readonly ports: ReadPorts,
    private readonly reader: RecordReader,
  ) {}

  /** 404 when the record itself is not seen. */
  async of(ctx: Context, moduleKey: string, id: string): Promise<readonly RelatedCount[]> {
    const session = await openReadSession(this.ports, ctx);
    const { model, scope, actor } = session;
    const own = moduleOrThrow(model, moduleKey);
    const asked = own.related.flatMap((related) => {
      const module = model.modules.get(related.module);
      const field = module?.fields.get(related.field);
      const grant = module?.enabled ? compileAccess(model, actor, related.module, 'read') : null;
      if (!module || !field || !grant || !grant.fields.access.has(field.key)) return [];
      const condition = {
        type: 'test',
        field,
        test: { is: 'oneOf', values: [pointer(field, moduleKey, id)] },
      } as const;
      const rows = { scope, module, access: grant.where, bin: 'live', condition } as const;
      return [{ related, count: compileCount(rows, RELATED_CAP, { drives: true }) }];
    });
    const seen = seenRecord(session, own, id);
    if (!seen) throw AppError.notFound();
    const [record = [], ...answers] = await session.run([seen, ...asked.map(({ count }) => count)].map(statementOf));
    // In the recycle bin or the pool it may be seen as well: the long way decides, and says 404.
    if (seen.decode(record).value === 0) await this.reader.get(ctx, moduleKey, id);
    return asked.map(({ related, count }, index) => ({
      module: related.module,
      field: related.field,
      label: labelText(related.label, ctx.locale),
      count: count.decode(answers[index] ?? []).value,
    }));
  }
}

const statementOf = ({ statement }: CompiledCount): Statement => statement;

/** Whether the caller sees the live record, as a count of one; null where the caller sees none of the module, or it is no id. */
function seenRecord({ model, actor, scope }: ReadSession, module: ModuleModel, id: string): CompiledCount | null {
  const grant = isRecordId(id) ? compileAccess(model, actor, module.key, 'read') : null;
  const field = module.fields.get('id');
  if (!grant || !field) return null;
  const condition = { type: 'test', field, test: { is: 'oneOf', values: [id] } } as const;
  return compileCount({ scope, module, access: grant.where, bin: 'live', condition }, 1, { drives: true });
}

const pointer = (field: FieldModel, module: string, id: string): unknown => (field.targets ? { module, id } : id);
