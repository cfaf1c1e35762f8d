import type { Job, JobResult } from '@ruyi/ui/data-access';

/** One part of the sentence that says what came of a job: a key below `shell.jobs.outcome` and its number. */
export interface OutcomePart {
  readonly key: string;
  readonly count: number;
}

export const UNDO_JOB = 'records.undo';

const IMPORT_COUNTS = ['created', 'updated', 'skipped', 'refused'] as const;

/**
 * What came of a job that has ended, in words of its kind: a check has imported nothing, an export has no successes, what an
 * undo could not take back has been changed since.
 */
export function outcomeParts(job: Job): readonly OutcomePart[] {
  const result = job.result ?? {};
  if (job.state === 'completed' && result.created !== undefined) return ofImport(result);
  const rows = result.rows;
  if (typeof rows === 'number') return [{ key: 'exported', count: rows }];
  if (typeof result.sent === 'number') {
    const { sent, skipped = 0, failed = 0 } = result;
    return [{ key: 'sent', count: sent }, ...some('notSent', skipped), ...some('failed', failed)];
  }
  const done = job.done - job.failed;
  if (job.kind === UNDO_JOB) return [{ key: 'undone', count: done }, ...some('notUndone', job.failed)];
  // Of a file that was never finished there is nothing to count.
  if (job.state !== 'completed' && job.kind.endsWith('.export')) return [];
  return [{ key: 'done', count: done }, ...some('failed', job.failed)];
}

/** Whether what the job did can be taken back: also what one did before it was stopped; an undo is not undone. */
export function offersUndo(job: Job): boolean {
  return job.undoable === true && job.kind !== UNDO_JOB && job.done > job.failed;
}

function ofImport(result: JobResult): readonly OutcomePart[] {
  const tense = result.dryRun ? 'would_' : 'was_';
  const parts = IMPORT_COUNTS.flatMap((name) => some(tense + name, result[name] ?? 0));
  return parts.length > 0 ? parts : [{ key: `${tense}created`, count: 0 }];
}

function some(key: string, count: number): readonly OutcomePart[] {
  return count > 0 ? [{ key, count }] : [];
}
