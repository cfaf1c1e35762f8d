import { isSeen, type Access, type RightsModule, type RightsRecord, type RightsWorld, type Scope } from './rights-world.js';
import type { Shown, Way } from './way.js';
import { WAYS_OF_LISTS } from './ways-of-lists.js';
import { WAYS_OF_RECORDS } from './ways-of-records.js';

export const WAYS: readonly Way[] = [...WAYS_OF_LISTS, ...WAYS_OF_RECORDS];
/** What who may not see a record is told of it. */
const REFUSALS = [403, 404, 422];

interface Tried {
  readonly way: Way;
  readonly module: RightsModule;
  readonly scope: Scope;
  readonly access: Access;
}

/** Asks on every way, as the viewer whose role is so; what came out and should not have, and the other way round. */
export async function faultsOfRole(
  world: RightsWorld,
  role: { readonly module: RightsModule; readonly scope: Scope; readonly access: Access },
): Promise<readonly string[]> {
  const { module, scope, access } = role;
  const ways = WAYS.filter((way) => (way.of?.(module) ?? true) && (!way.slow || scope === 'all' || access === 'edit'));
  const look = { client: world.viewer, admin: world.company.admin, module };
  const everyRecord = world.modules.flatMap(({ records }) => records);
  const faults: string[] = [];
  const walk = async (way: Way): Promise<void> => {
    for (const fault of faultsOf({ way, ...role }, await way.ask(look), everyRecord))
      faults.push(`${way.name}: ${fault}`);
  };
  await Promise.all(ways.filter((way) => !way.writes).map(walk));
  for (const way of ways.filter(({ writes }) => writes)) await walk(way);
  return faults;
}

/** What came out and should not have, and what should have come out and did not. */
function faultsOf(
  { way, module, scope, access }: Tried,
  { said, statuses, count }: Shown,
  everyRecord: readonly RightsRecord[],
): string[] {
  const text = JSON.stringify(said);
  const faults: string[] = [];
  const seen = module.records.filter((record) => isSeen(record, scope));
  for (const record of everyRecord)
    if (!isSeen(record, scope) && text.includes(record.token)) faults.push(`shows ${record.token}`);
  if (way.rows) for (const { token } of seen) if (!text.includes(token)) faults.push(`does not show ${token}`);
  for (const [record, status] of statuses ?? [])
    if ((isSeen(record, scope) && !(way.ofASecret && isSecret(access))) === REFUSALS.includes(status))
      faults.push(`answers ${status} about ${record.token}`);
  if (count !== undefined && count !== seen.length) faults.push(`counts ${count} of ${seen.length}`);
  return [...faults, ...faultsOfFields({ way, module, scope, access }, text)];
}

const isSecret = (access: Access): boolean => access === 'hidden' || access === 'masked';

function faultsOfFields({ way, module, scope, access }: Tried, text: string): string[] {
  const told = (tokens: readonly string[]): boolean => tokens.some((token) => text.includes(token));
  if (way.fields === 'keys') {
    if (scope === 'none') return [];
    const named = module.fields.filter(({ key }) => key.startsWith('c_') && text.includes(`"${key}"`));
    if (access === 'hidden') return named.map(({ kind, key }) => `names the ${kind} ${key}`);
    // A template names no files.
    const added = module.fields.filter(({ key, kind }) => key.startsWith('c_') && kind !== 'files');
    return added.filter((field) => !named.includes(field)).map(({ kind, key }) => `does not name the ${kind} ${key}`);
  }
  if (isSecret(access)) {
    const values = module.fields
      .filter(({ tokens }) => told(tokens))
      .map(({ kind, key }) => `tells the ${kind} ${key}`);
    // Keys of shipped fields are words that stand for other things too: these are known by their values.
    const own = module.fields.filter(({ key }) => key.startsWith('c_'));
    const keys = own.filter(({ key }) => access === 'hidden' && text.includes(`"${key}":`));
    return [...values, ...keys.map(({ kind, key }) => `has the ${kind} ${key}`)];
  }
  if (way.fields === undefined || scope === 'none') return [];
  const silent = module.fields
    .filter(({ tokens }) => tokens.length > 0 && !told(tokens))
    .map(({ kind, key }) => `${kind} ${key}`);
  const most = module.fields.filter(({ tokens }) => tokens.length > 0).length;
  if (way.fields === 'every') return silent.map((field) => `does not show the ${field}`);
  return silent.length < most ? [] : ['shows no field at all'];
}
