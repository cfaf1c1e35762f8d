import type { HeardRequest } from '@ruyi/delivery/http';
import type { Logger } from '@ruyi/platform/logging';

/** Asked every few seconds by whoever watches the process. */
const PROBES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/** One line for every request. */
export function logRequest(log: Logger, request: HeardRequest): void {
  if (request.status >= 500) log.error(request, 'request');
  else if (PROBES.has(request.route)) log.debug(request, 'request');
  else log.info(request, 'request');
}
