import type { DescribeHolder } from './change-writer.js';
import { recordName } from './notice-params.js';

/** Who has a unique value already, when the caller may see that record. */
export const describeHolder: DescribeHolder = async (session, { module, id }) => {
  const [record] = await session.read(module, [id]);
  return record && (await session.may('read', module, record)) ? { id, name: recordName(module, record) } : null;
};
