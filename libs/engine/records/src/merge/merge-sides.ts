import type { TeamEntry } from '../team/team-statements.js';

/** A user's place on the team of the record that stays. */
export type TeamPlace = Pick<TeamEntry, 'access' | 'expiresAt'>;

/** What the record that stays was given beside values and references, so that it can be taken back. */
export interface MergeSides {
  readonly team: readonly {
    readonly userId: string;
    readonly before: TeamPlace | null;
    readonly after: TeamPlace;
  }[];
  readonly watchers: readonly string[];
  /** Files, with the record that each hung on. */
  readonly files: readonly { readonly id: string; readonly record: string }[];
}
