import { describeMatch } from '../duplicates/duplicate-match.js';
import type { DescribeHolder } from './change-writer.js';

/** Who has a unique value already, as the caller may know: what is not theirs to see is masked. */
export const describeHolder: DescribeHolder = async (session, { module, field: key, id }) => {
  const [record] = await session.read(module, [id]);
  const field = module.fields.get(key);
  if (!record || !field) return null;
  return describeMatch(session, module, { field, record, visible: await session.may('read', module, record) });
};
