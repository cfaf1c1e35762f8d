import { ApiClient } from '../api-client.js';
import type { BenchOptions } from '../bench-options.js';
import type { BenchWorld } from '../bench-world.js';
import { jobEnd } from './job-end.js';
import { memoryOf } from './measure-memory.js';
import { rowsPerSecond, timed, type OnceRow } from './once-row.js';

const FIELDS = ['name', 'level', 'industry', 'mobile', 'region', 'ownerId'];

/** The export as a user waits for it: asked, queued, written to disk, reported; against a cursor that is written to a file. */
export async function measureExport(world: BenchWorld, options: BenchOptions): Promise<OnceRow[]> {
  const { admin, company, owner, floor, module } = world;
  const { channel, amount } = company.custom;
  const storage = module.fields.get(amount.key)?.storage;
  const slot = storage?.at === 'custom' ? storage.fillSlot : null;
  const { rows } = await owner.query<{ value: number }>(
    `select ${slot} as value from customers where tenant_id = $1 and deleted_at is null and ${slot} is not null order by 1 offset $2 limit 1`,
    [company.tenantId, options.exportedRows],
  );
  const below = rows[0]?.value ?? 0;
  const request = {
    filter: { field: amount.key, op: 'lt', value: below },
    fields: [...FIELDS, channel.key, amount.key, 'nextContactAt', 'createdAt'],
    format: 'csv',
  };
  const bare = new ApiClient(floor.url, null, '');
  const ours = async (): Promise<number> => {
    const { jobId } = await admin.call<{ jobId: string }>('POST', '/records/customers/export', request);
    return (await jobEnd(admin, jobId)).result?.rows ?? 0;
  };
  const told = { key: 'exportAboveIdleMb', name: 'an export above what the process had idle' };
  const [[exported, exportMs], memory] = await memoryOf(world, told, () => timed(ours));
  const [{ rows: floorExported }, floorMs] = await timed(() =>
    bare.call<{ rows: number }>('POST', '/export', { below }),
  );
  if (Math.abs(exported - floorExported) > exported / 50)
    throw new Error(`the product exports ${exported} rows, the floor ${floorExported}`);
  const value = rowsPerSecond(exported, exportMs);
  const row: OnceRow = {
    name: `export of ${exported} rows to csv (${value} rows/s)`,
    ours: exportMs,
    floor: floorMs,
    figure: { key: 'exportRowsPerSecond', value },
  };
  return [row, ...memory];
}
