/** How large the data is and how long is measured. */
export interface BenchOptions {
  readonly quick: boolean;
  /** Customers of the large tenant. */
  readonly customers: number;
  readonly smallTenants: number;
  readonly customersOfSmallTenant: number;
  readonly exportedRows: number;
  readonly sweptRows: number;
  readonly importedRows: number;
  /** Each figure is made of so many rounds, the floor and the product in turn. */
  readonly rounds: number;
  readonly roundMs: number;
  /** Only the requests whose name has this part. */
  readonly only: string | null;
  /** Fill, start both servers and wait. */
  readonly keepServing: boolean;
}

const FULL: BenchOptions = {
  quick: false,
  customers: 100_000,
  smallTenants: 1_000,
  customersOfSmallTenant: 20,
  exportedRows: 10_000,
  sweptRows: 2_000,
  importedRows: 20_000,
  rounds: 4,
  roundMs: 1_500,
  only: null,
  keepServing: false,
};

const QUICK: BenchOptions = {
  ...FULL,
  quick: true,
  customers: 5_000,
  smallTenants: 50,
  exportedRows: 1_000,
  sweptRows: 100,
  importedRows: 1_000,
  rounds: 2,
  roundMs: 300,
};

/** `--quick`, `--only <part of a name>`, `--serve` (fill, start both servers and wait: for a profiler). */
export function readOptions(args: readonly string[]): BenchOptions {
  const rest = [...args];
  const flag = (name: string): boolean => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  };
  const base = flag('--quick') ? QUICK : FULL;
  const keepServing = flag('--serve');
  const at = rest.indexOf('--only');
  const only = at >= 0 ? (rest.splice(at, 2)[1] ?? null) : null;
  if (rest.length > 0) throw new Error(`unknown: ${rest.join(' ')} (known: --quick, --only <part of a name>, --serve)`);
  return { ...base, only, keepServing };
}
