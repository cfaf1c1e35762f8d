/** What an entry says beyond who, what and when: what is called how, and what was before and after. Never a secret. */
export interface AuditDetail {
  readonly [key: string]: AuditedValue | undefined;
}

export type AuditedValue = string | number | boolean | null | readonly AuditedValue[] | AuditDetail;
