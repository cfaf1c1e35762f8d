import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './is-public-address.js';
import { OutboundRefused } from './outbound-refused.js';

/** Which hosts that tenants name may be reached. */
export interface OutboundRules {
  /** An install that is its owner's alone: everything may be. */
  readonly allowPrivateHosts: boolean;
  /** Names and addresses that the operator allows although they are of this network. */
  readonly allowedHosts?: readonly string[];
}

export interface PinnedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Resolves a name to its addresses; the system's own resolver outside of tests. */
export type Resolve = (host: string) => Promise<readonly PinnedAddress[]>;

const systemResolve: Resolve = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/**
 * The one door to hosts that tenants name. A name is resolved here, every address that it has is checked, and the
 * connection goes to an address that was checked: what the name says a moment later (DNS rebinding) does not matter.
 */
export class OutboundGuard {
  readonly #rules: OutboundRules;
  readonly #allowed: ReadonlySet<string>;
  readonly #resolve: Resolve;

  constructor(rules: OutboundRules, resolve: Resolve = systemResolve) {
    this.#rules = rules;
    this.#allowed = new Set((rules.allowedHosts ?? []).map((host) => bare(host)));
    this.#resolve = resolve;
  }

  /** The one address to connect to. Throws {@link OutboundRefused}, or what the resolver throws. */
  async pinOrThrow(hostname: string): Promise<PinnedAddress> {
    const addresses = await this.#checkedOrThrow(hostname);
    return addresses.find(({ family }) => family === 4) ?? addresses[0];
  }

  async #checkedOrThrow(hostname: string): Promise<readonly [PinnedAddress, ...PinnedAddress[]]> {
    const host = bare(hostname);
    const family = isIP(host);
    // Decimal and octal spellings are no addresses here: the resolver turns them into what they stand for.
    const addresses: readonly PinnedAddress[] =
      family === 0 ? await this.#resolve(host) : [{ address: host, family: family === 6 ? 6 : 4 }];
    const [first, ...others] = addresses;
    if (!first) throw new OutboundRefused(hostname);
    const free = this.#rules.allowPrivateHosts || this.#allowed.has(host);
    if (!free && addresses.some(({ address }) => !isPublicAddress(address) && !this.#allowed.has(address)))
      throw new OutboundRefused(hostname);
    return [first, ...others];
  }

  /**
   * For agents and dispatchers that resolve by themselves (`http.request`, undici's `connect.lookup`). They skip it for
   * literal addresses: check those with {@link pinOrThrow} first.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.#checkedOrThrow(hostname).then(
      (checked) => {
        if (options.all) callback(null, [...checked]);
        else callback(null, checked[0].address, checked[0].family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), '', 4),
    );
  };
}

function bare(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
