/** Where a request came from, for the throttle, the audit log, and the log of what it promised. */
export interface ClientInfo {
  readonly ip: string;
  readonly userAgent?: string | undefined;
  readonly requestId?: string;
}
