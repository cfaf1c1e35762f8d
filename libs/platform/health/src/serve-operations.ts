import { createServer, type ServerResponse } from 'node:http';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';

/** What is answered where. */
export interface OperationsServer {
  /** Port 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
}

/**
 * Answers `/health/live`, `/health/ready` and `/metrics` for a process that has no API, as the API answers its own.
 * Rejects with the system's error when the port cannot be taken.
 */
export async function serveOperations({
  port,
  host,
  readiness,
  metrics,
}: OperationsServer): Promise<{ readonly port: number; close(): Promise<void> }> {
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === '/metrics') {
      const text = await metrics.text();
      response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
      return;
    }
    const report = path === '/health/ready' ? await readiness.report() : null;
    const known = path === '/health/live' || report !== null;
    const status = !known ? 404 : report?.status === 'unavailable' ? 503 : 200;
    const body = report ?? { status: known ? 'ok' : 'notFound' };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    answer(request.url ?? '/', response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
