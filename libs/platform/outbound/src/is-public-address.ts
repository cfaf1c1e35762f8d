import ipaddr from 'ipaddr.js';

/**
 * Whether an address belongs to the public internet. Everything else is refused: private, loopback, link-local (where
 * clouds keep their metadata), carrier-grade NAT, multicast, reserved, and what stands for an IPv4 address in IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` opens IPv4-mapped addresses; other embeddings (6to4, Teredo, NAT64) have ranges of their own.
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !(parsed.kind() === 'ipv6' && isIpv4Compatible(parsed.toByteArray()));
}

/** `::a.b.c.d`, long deprecated, which some systems still route. */
function isIpv4Compatible(bytes: readonly number[]): boolean {
  return bytes.slice(0, 12).every((byte) => byte === 0);
}
