/**
 * The host to which a sender's secrets go, by its settings. A stored secret stays with it: whoever points the sender
 * elsewhere enters the secret again, so that nobody can have it sent to a host of their own.
 */
export function destinationOf(settings: Readonly<Record<string, string>>): string {
  const { host = '', url = '' } = settings;
  return [host.trim(), /^https?:\/\/[^/?#\\]*/i.exec(url)?.[0] ?? ''].join(' ').toLowerCase();
}
