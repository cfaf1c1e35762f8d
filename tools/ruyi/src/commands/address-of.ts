import type { Config } from '@ruyi/platform/config';

/** Where people reach this install. */
export function addressOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host}:${port}`;
}
