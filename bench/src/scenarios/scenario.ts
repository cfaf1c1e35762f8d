import type { Call } from '../keep-alive-connection.js';

/** One kind of request, as it is put to either side. */
export interface Scenario {
  readonly name: string;
  readonly ours: (n: number) => Call;
  readonly floor: (n: number) => Call;
  /** What of either side's answer to the n-th call has to be the same before it is measured; null: nothing, it writes. */
  readonly compared: ((answer: unknown) => unknown) | null;
  /** Its time grows with the company: a few calls at one connection are measured. */
  readonly grows?: boolean;
  /** An indexed list: its time is told beside that of a company a hundredth of the size. */
  readonly isList?: boolean;
}

export const whole = (answer: unknown): unknown => answer;

export const of = <T>(list: readonly T[], n: number): T => {
  if (list.length === 0) throw new Error('there is nothing to ask for');
  return list[n % list.length] as T;
};

/** The address of a list of customers. */
export function listOf(query: Readonly<Record<string, string | object>>, module = 'customers'): Call {
  const parts = Object.entries(query).map(
    ([key, value]) => `${key}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  return { method: 'GET', path: `/api/v1/records/${module}${parts.length > 0 ? `?${parts.join('&')}` : ''}` };
}

/** The same of the floor, as somebody. */
export function askFloor(path: string, query: Readonly<Record<string, string>>): Call {
  return { method: 'GET', path: `${path}?${new URLSearchParams(query).toString()}` };
}
