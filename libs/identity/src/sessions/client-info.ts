/** Where a request came from, for the throttle and the audit log. */
export interface ClientInfo {
  readonly ip: string;
  readonly userAgent?: string | undefined;
}
