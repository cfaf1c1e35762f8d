/** A line in the bell. */
export interface Notification {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly text: string;
  readonly record?: { readonly module: string; readonly id: string; readonly name?: string | null } | null;
  /** Of the end of a job: where its result is found. */
  readonly jobId?: string;
  readonly read: boolean;
}
