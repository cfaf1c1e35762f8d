import { compileAccess, onlyFields, type FieldRights } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { moduleOrThrow, type ModuleModel } from '@ruyi/engine/model';
import { openReadSession, type ReadPorts, type ReadSession } from '../read/read-session.js';
import type { SingleRecord } from '../read/record-item.js';
import type { RecordReader } from '../read/record-reader.js';

/** A record that the caller sees, with the session and the rights in which it is seen. */
export interface RecordSight {
  readonly session: ReadSession;
  readonly module: ModuleModel;
  readonly record: SingleRecord;
  /** Of the fields that the caller sees on this record: fewer than the role gives where it is seen through a pool. */
  readonly rights: FieldRights;
}

/** Looks at a record through the reader; 404 where the caller may not. */
export async function seeRecord(
  ports: ReadPorts,
  reader: RecordReader,
  ctx: Context,
  target: { readonly module: string; readonly id: string },
): Promise<RecordSight> {
  const session = await openReadSession(ports, ctx);
  const module = moduleOrThrow(session.model, target.module);
  const grant = compileAccess(session.model, session.actor, module.key, 'read');
  if (!grant) throw AppError.notFound();
  const record = await reader.get(ctx, module.key, target.id);
  const rights = record._why === 'pool' ? onlyFields(grant.fields, Object.keys(record)) : grant.fields;
  return { session, module, record, rights };
}
