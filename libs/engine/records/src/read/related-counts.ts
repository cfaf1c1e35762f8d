import type { Context } from '@ruyi/engine/context';
import { compileAccess } from '@ruyi/engine/access';
import { labelText } from '@ruyi/contract/metadata';
import { moduleOrThrow } from '@ruyi/engine/model';
import type { FieldModel } from '@ruyi/engine/model';
import { compileCount } from '@ruyi/engine/query';
import { openReadSession } from './read-session.js';
import type { ReadPorts } from './read-session.js';
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
    await this.reader.get(ctx, moduleKey, id);
    const session = await openReadSession(this.ports, ctx);
    const { model, actor, scope } = session;
    const asked = moduleOrThrow(model, moduleKey).related.flatMap((related) => {
      const module = model.modules.get(related.module);
      const field = module?.fields.get(related.field);
      const grant = module?.enabled ? compileAccess(model, actor, related.module, 'read') : null;
      if (!module || !field || !grant || !grant.fields.access.has(field.key)) return [];
      const condition = {
        type: 'test',
        field,
        test: { is: 'oneOf', values: [pointer(field, moduleKey, id)] },
      } as const;
      return [
        { related, count: compileCount({ scope, module, access: grant.where, bin: 'live', condition }, RELATED_CAP) },
      ];
    });
    const answers = await session.run(asked.map(({ count }) => count.statement));
    return asked.map(({ related, count }, index) => ({
      module: related.module,
      field: related.field,
      label: labelText(related.label, ctx.locale),
      count: count.decode(answers[index] ?? []).value,
    }));
  }
}

const pointer = (field: FieldModel, module: string, id: string): unknown => (field.targets ? { module, id } : id);
