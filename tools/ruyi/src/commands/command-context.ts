import type { Install } from '../open-install.js';

/** What each command is given. */
export interface CommandContext {
  /** Opens the install; it is closed when the command has ended. */
  install(): Promise<Install>;
  /** One line for the operator. */
  say(line: string): void;
}

/** Counts by name in columns, the largest first; what is empty is left out. */
export function countLines(counts: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, count]) => `  ${name.padEnd(width)}  ${count}`);
}
