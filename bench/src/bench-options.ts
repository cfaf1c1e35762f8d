/** How large the data is and how long is measured. */
export interface BenchOptions {
  readonly smoke: boolean;
  /** Customers of the large tenant. */
  readonly customers: number;
  readonly smallTenants: number;
  /** Each small tenant has a number of customers from here to there. */
  readonly customersOfSmallTenant: { readonly min: number; readonly max: number };
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
  /** The figures are kept as a file. */
  readonly reported: boolean;
}

const FULL: BenchOptions = {
  smoke: false,
  customers: 100_000,
  smallTenants: 1_000,
  customersOfSmallTenant: { min: 20, max: 20 },
  exportedRows: 10_000,
  sweptRows: 2_000,
  importedRows: 20_000,
  rounds: 4,
  roundMs: 1_500,
  only: null,
  keepServing: false,
  reported: false,
};

const SMOKE: BenchOptions = {
  ...FULL,
  smoke: true,
  customers: 5_000,
  smallTenants: 50,
  exportedRows: 1_000,
  sweptRows: 100,
  importedRows: 1_000,
  rounds: 2,
  roundMs: 300,
};

const AT_SIZE = { min: 50, max: 500 };

/**
 * `--smoke`; `--tenants N` (of 50 to 500 customers each) and `--largest N` (customers of the large one); `--only <part of a
 * name>`; `--serve` (fill, start both servers and wait: for a profiler).
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const rest = [...args];
  const flag = (name: string): boolean => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  };
  const value = (name: string): string | null => {
    const at = rest.indexOf(name);
    return at >= 0 ? (rest.splice(at, 2)[1] ?? '') : null;
  };
  const size = (name: string): number | null => {
    const text = value(name);
    if (text === null) return null;
    if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`${name} takes a whole number from 1 on`);
    return Number(text);
  };
  const base = flag('--smoke') ? SMOKE : FULL;
  const keepServing = flag('--serve');
  const [tenants, largest, only] = [size('--tenants'), size('--largest'), value('--only')];
  if (rest.length > 0)
    throw new Error(
      `unknown: ${rest.join(' ')} (known: --smoke, --tenants N, --largest N, --only <part of a name>, --serve)`,
    );
  return {
    ...base,
    ...(tenants === null ? {} : { smallTenants: tenants, customersOfSmallTenant: AT_SIZE }),
    ...(largest === null ? {} : { customers: largest }),
    reported: (tenants !== null || largest !== null) && only === null,
    only,
    keepServing,
  };
}
