import { AppError } from '@ruyi/contract/errors';
import type { ErrorCode, Issue } from '@ruyi/contract/errors';

/** Collects what is wrong with a request, so that all of it is said at once. */
export class RequestIssues {
  private readonly found: Issue[] = [];

  add(path: string, code: ErrorCode, details: Pick<Issue, 'key' | 'params'> = {}): void {
    this.found.push({ path, code, ...details });
  }

  addAll(issues: readonly Issue[]): void {
    this.found.push(...issues);
  }

  get any(): boolean {
    return this.found.length > 0;
  }

  throwIfAny(): void {
    if (this.any) throw AppError.invalid(this.found);
  }
}
