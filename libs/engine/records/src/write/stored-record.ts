import type { Row, Statement } from '@ruyi/engine/context';
import { decodeField, type ModuleModel } from '@ruyi/engine/model';

/**
 * Everything that the store holds of one record, by field key, in the API's value shapes: what behaviours, history and
 * access checks work on. Not cut down to what a caller may read.
 */
export interface StoredRecord {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly createdBy: string | null;
  readonly updatedBy: string | null;
  readonly deletedAt: string | null;
  readonly ownerId: string | null;
  readonly [field: string]: unknown;
}

/** What a record has before it is stored. */
export const BLANK_RECORD: StoredRecord = {
  id: '',
  version: 0,
  createdAt: '',
  updatedAt: '',
  createdBy: null,
  updatedBy: null,
  deletedAt: null,
  ownerId: null,
};

interface RecordShape {
  readonly columns: string;
  decode(row: Row): StoredRecord;
}

const shapes = new WeakMap<ModuleModel, RecordShape>();

/** Columns and decoder of a module's records; made once per frozen model. */
function shapeOf(module: ModuleModel): RecordShape {
  let shape = shapes.get(module);
  if (!shape) {
    shape = makeShape(module);
    shapes.set(module, shape);
  }
  return shape;
}

function makeShape(module: ModuleModel): RecordShape {
  const columns = new Set<string>(['custom']);
  const fields = [...module.fields.values()].filter(
    ({ storage }) => storage.at === 'columns' || storage.at === 'custom',
  );
  for (const { storage } of fields) {
    if (storage.at === 'columns') Object.values(storage.columns).forEach((column) => columns.add(column));
  }
  return {
    // In one order for every tenant, so that their statements are the same.
    columns: [...columns].sort().join(', '),
    decode(row) {
      const values: Record<string, unknown> = {};
      for (const field of fields) values[field.key] = decodeField(field, row);
      return { ...BLANK_RECORD, ...values };
    },
  };
}

/** The select list of a module's records, for `returning` as well; of the table under an alias where another is beside it. */
export function recordColumns(module: ModuleModel, alias?: string): string {
  const { columns } = shapeOf(module);
  return alias === undefined ? columns : columns.replaceAll(/\w+/g, `${alias}.$&`);
}

/** Reads records by id, the recycle bin included. */
export function readRecords(module: ModuleModel, tenantId: string, ids: readonly string[]): Statement {
  return {
    text: `select ${recordColumns(module)} from ${module.table}
           where tenant_id = $1 and id = any($2::uuid[])${module.moduleId ? ' and module_id = $3' : ''} order by id`,
    values: module.moduleId ? [tenantId, ids, module.moduleId] : [tenantId, ids],
  };
}

/** Against whom rows are kept: other writers, also whoever would refer to them, or only those who would take them away. */
export type KeptFrom = 'writers' | 'references' | 'removal';

const STRENGTHS: Readonly<Record<KeptFrom, string>> = {
  writers: 'no key update',
  references: 'update',
  removal: 'key share',
};

/** As {@link readRecords}, and keeps the rows for the rest of the transaction. */
export function lockRecords(
  module: ModuleModel,
  tenantId: string,
  ids: readonly string[],
  from: KeptFrom = 'writers',
): Statement {
  const { text, values } = readRecords(module, tenantId, ids);
  return { text: `${text} for ${STRENGTHS[from]}`, values };
}

export function decodeRecord(module: ModuleModel, row: Row): StoredRecord {
  return shapeOf(module).decode(row);
}
