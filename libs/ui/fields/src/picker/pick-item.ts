/** One choice of a picker. */
export interface PickItem {
  readonly key: string;
  readonly label: string;
  /** A second, quieter line: department, mobile, path. */
  readonly detail?: string;
  /** `#rrggbb`: drawn as a dot. */
  readonly color?: string;
  readonly disabled?: boolean;
  /** Leads on to further items, or back to those before, instead of being chosen. */
  readonly branch?: 'in' | 'out';
}
