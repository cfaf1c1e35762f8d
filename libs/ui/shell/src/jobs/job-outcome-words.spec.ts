import type { Job } from '@ruyi/ui/data-access';
import { describe, expect, it } from 'vitest';
import { offersUndo, outcomeParts } from './job-outcome-words.js';

function aJob(parts: Partial<Job>): Job {
  return {
    id: '1',
    kind: 'records.bulk',
    label: '批量编辑客户',
    state: 'completed',
    done: 5,
    total: 5,
    failed: 2,
    undoable: true,
    createdAt: '2026-11-29T00:00:00Z',
    ...parts,
  };
}

const counts = { created: 3, updated: 0, skipped: 0, refused: 2 };

describe('what came of a job', () => {
  it('is told in the words of its kind', () => {
    const told = (parts: Partial<Job>) => outcomeParts(aJob(parts)).map(({ key, count }) => `${key} ${count}`);
    expect(told({})).toEqual(['done 3', 'failed 2']);
    expect(told({ kind: 'records.import', result: counts })).toEqual(['was_created 3', 'was_refused 2']);
    expect(told({ kind: 'records.import', result: { ...counts, dryRun: true } })).toEqual([
      'would_created 3',
      'would_refused 2',
    ]);
    expect(told({ kind: 'records.export', failed: 0, result: { fileId: 'f', rows: 5 } })).toEqual(['exported 5']);
    expect(told({ kind: 'records.export', state: 'cancelled', failed: 0 })).toEqual([]);
    expect(told({ kind: 'records.undo' })).toEqual(['undone 3', 'notUndone 2']);
    expect(told({ kind: 'messages.send', result: { sent: 2, skipped: 1, failed: 0 } })).toEqual([
      'sent 2',
      'notSent 1',
    ]);
  });

  it('is offered to be taken back when something was done, but not what an undo did', () => {
    expect(offersUndo(aJob({}))).toBe(true);
    expect(offersUndo(aJob({ state: 'cancelled' }))).toBe(true);
    expect(offersUndo(aJob({ done: 2 }))).toBe(false);
    expect(offersUndo(aJob({ kind: 'records.undo' }))).toBe(false);
    expect(offersUndo(aJob({ undoable: false }))).toBe(false);
  });
});
