/** Where a gateway's callback says what; dotted paths, by our names for it. */
export interface GatewayMapping {
  /** Where the list of entries is; none: the body is one entry, or a list of them. */
  readonly list: string;
  readonly [name: string]: string;
}

/** Names that a mapping may have. */
export const MAPPING_NAMES = {
  receipt: ['list', 'key', 'id', 'mobile', 'status', 'delivered', 'code'],
  reply: ['list', 'id', 'mobile', 'text'],
} as const;

const DEFAULTS: GatewayMapping = {
  list: '',
  key: 'key',
  id: 'id',
  mobile: 'mobile',
  status: 'status',
  code: 'code',
  text: 'text',
  /** Which values of `status` mean that the phone has it. */
  delivered: 'DELIVRD,DELIVERED,SUCCESS,success,delivered,true,0',
};

/** Reads `name: path`, a line each; what is not said is looked for under its own name. Lines that say nothing are faults. */
export function readMapping(
  lines: string | undefined,
  kind: keyof typeof MAPPING_NAMES,
): { readonly mapping: GatewayMapping; readonly faults: readonly string[] } {
  const names: readonly string[] = MAPPING_NAMES[kind];
  const said: Record<string, string> = {};
  const faults: string[] = [];
  for (const line of (lines ?? '').split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const [, name = '', path = ''] = /^([a-z]+)\s*[:=]\s*(\S.*)?$/i.exec(line) ?? [];
    if (names.includes(name)) said[name] = path.trim();
    else faults.push(line);
  }
  return { mapping: { ...DEFAULTS, ...said }, faults };
}
