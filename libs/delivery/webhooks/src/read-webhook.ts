import { InputReader } from '@ruyi/contract/errors';
import { POOL_EVENTS, RECORD_EVENTS, type RecordEvent } from '@ruyi/contract/metadata';
import type { TenantModel } from '@ruyi/engine/model';

/** What an admin says of a webhook. */
export interface WebhookInput {
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly roleId: string;
  readonly enabled: boolean;
}

const KEYS = ['name', 'url', 'events', 'roleId', 'enabled'];
const MAX_NAME = 100;
const MAX_URL = 2000;
const MAX_EVENTS = 200;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a new webhook, or changes of a known one; what is wrong is in the reader. */
export function readWebhook(
  reader: InputReader,
  input: unknown,
  model: TenantModel,
  known: WebhookInput | null,
): WebhookInput & { readonly version: number | null } {
  const body = reader.object(input, '', known ? [...KEYS, 'version'] : KEYS) ?? {};
  const given = (key: keyof WebhookInput): unknown => (body[key] === undefined && known ? known[key] : body[key]);
  const name = reader.line(given('name'), 'name', MAX_NAME) ?? '';
  const url = reader.text(given('url'), 'url', MAX_URL) ?? '';
  if (url !== '' && !isAddress(url)) reader.fail('url', 'patternMismatch');
  return {
    name,
    url,
    events: readEvents(reader, given('events'), model),
    roleId: readId(reader, given('roleId')),
    enabled: reader.boolean(given('enabled'), 'enabled', true),
    version:
      body['version'] === undefined ? null : (reader.integer(body['version'], 'version', 0, 2_147_483_647) ?? null),
  };
}

/** A log-in in an address would end up in logs and lists. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === '';
}

function readEvents(reader: InputReader, value: unknown, model: TenantModel): string[] {
  const events = reader.array(value, 'events', MAX_EVENTS);
  if (events.length === 0 && reader.issues.every(({ path }) => path !== 'events')) reader.fail('events', 'required');
  const read = new Set<string>();
  for (const [index, event] of events.entries()) {
    if (typeof event !== 'string') reader.fail(`events.${index}`, 'invalidType');
    else if (!isOffered(model, event)) reader.fail(`events.${index}`, 'unknownOption');
    else read.add(event);
  }
  return [...read];
}

function isOffered(model: TenantModel, event: string): boolean {
  const [key = '', name = '', ...more] = event.split('.');
  const module = model.modules.get(key);
  const known = RECORD_EVENTS.find((each): each is RecordEvent => each === name);
  return (
    more.length === 0 && module !== undefined && known !== undefined && (module.poolable || !POOL_EVENTS.has(known))
  );
}

function readId(reader: InputReader, value: unknown): string {
  if (value === undefined || value === null) reader.fail('roleId', 'required');
  else if (typeof value !== 'string') reader.fail('roleId', 'invalidType');
  // The same for what is no id and for a role that is not there.
  else if (!UUID.test(value)) reader.fail('roleId', 'notFound');
  else return value.toLowerCase();
  return '';
}
