import type { ApiClient } from '../api-client.js';

const POLL_MS = 20;

export interface EndedJob {
  readonly state: string;
  readonly done: number;
  readonly failed: number;
  readonly result?: { readonly rows?: number; readonly created?: number };
}

/** Waits for a job as a client would who asks often; throws where it ends otherwise than completed and whole. */
export async function jobEnd(api: ApiClient, jobId: string): Promise<EndedJob> {
  for (;;) {
    const job = await api.call<EndedJob>('GET', `/jobs/${jobId}`);
    if (job.state === 'completed' && job.failed === 0) return job;
    if (job.state !== 'waiting' && job.state !== 'active')
      throw new Error(`the job is ${job.state}, ${job.failed} rows failed`);
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}
