/** How large the data is and how long is measured. */
export interface BenchOptions {
  readonly smoke: boolean;
  /** Customers of the large tenant. */
  readonly customers: number;
  readonly smallTenants: number;
  /** People of the large tenant, and its departments. */
  readonly people: number;
  readonly departments: number;
  /** Customers of the company beside which the large one's growth is told. */
  readonly customersToCompare: number;
  /** Each small tenant has a number of customers from here to there. */
  readonly customersOfSmallTenant: { readonly min: number; readonly max: number };
  readonly exportedRows: number;
  readonly sweptRows: number;
  readonly importedRows: number;
  readonly editedRows: number;
  /** People who claim at once. */
  readonly claimers: number;
  /** Each figure is made of so many rounds, the floor and the product in turn. */
  readonly rounds: number;
  readonly roundMs: number;
  /** Who asks. */
  readonly actors: readonly string[];
  /** Only the requests whose name has this part. */
  readonly only: string | null;
  /** Fill, start both servers and wait. */
  readonly keepServing: boolean;
  /** The database to fill once and to measure copies of, on the server of `DATABASE_URL`. */
  readonly filled: string | null;
  /** Measure nothing: the page of the run that was kept is drawn anew. */
  readonly redraw: boolean;
  /** The figures are kept as a file. */
  readonly reported: boolean;
}

const FULL: BenchOptions = {
  smoke: false,
  customers: 100_000,
  smallTenants: 1_000,
  customersOfSmallTenant: { min: 20, max: 20 },
  people: 40,
  departments: 10,
  customersToCompare: 10_000,
  exportedRows: 10_000,
  sweptRows: 2_000,
  importedRows: 20_000,
  editedRows: 2_000,
  claimers: 20,
  rounds: 3,
  roundMs: 1_000,
  actors: ['salesperson', 'manager'],
  only: null,
  keepServing: false,
  filled: null,
  redraw: false,
  reported: false,
};

const SMOKE: BenchOptions = {
  ...FULL,
  smoke: true,
  customers: 5_000,
  smallTenants: 50,
  people: 12,
  departments: 4,
  customersToCompare: 1_000,
  exportedRows: 1_000,
  sweptRows: 100,
  importedRows: 1_000,
  editedRows: 200,
  claimers: 5,
  rounds: 1,
  roundMs: 150,
};

/** Of runs whose size was asked for. */
const AT_SIZE = {
  customersOfSmallTenant: { min: 50, max: 500 },
  people: 200,
  departments: 30,
  exportedRows: 100_000,
  sweptRows: 100_000,
  importedRows: 100_000,
  editedRows: 10_000,
  claimers: 50,
};

/**
 * `--smoke`; `--tenants N` (of 50 to 500 customers each) and `--largest N` (customers of the large one); `--as <actor>`;
 * `--only <part of a name>`, `--only growth`, `--only jobs`; `--filled <database>` (fill it where it is not there, and measure
 * a copy); `--serve` (fill, start both servers and wait: for a profiler); `--redraw` (no run: the page of the one that was kept).
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
  const redraw = flag('--redraw');
  const [tenants, largest, only, filled] = [size('--tenants'), size('--largest'), value('--only'), value('--filled')];
  const actor = value('--as');
  if (rest.length > 0)
    throw new Error(
      `unknown: ${rest.join(' ')} (known: --smoke, --tenants N, --largest N, --as <actor>, --only <part of a name>, --filled <database>, --serve, --redraw)`,
    );
  const customers = largest ?? base.customers;
  return {
    ...base,
    ...(tenants === null && largest === null ? {} : sized(customers)),
    ...(tenants === null ? {} : { smallTenants: tenants }),
    customers,
    ...(actor === null ? {} : { actors: [actor] }),
    reported: (tenants !== null || largest !== null) && only === null && actor === null,
    only,
    filled,
    keepServing,
    redraw,
  };
}

/** The sizes of the whole benchmark, no more of the large tenant's customers than it has to spare. */
function sized(customers: number): Partial<BenchOptions> {
  const part = Math.floor(customers / 10);
  return {
    ...AT_SIZE,
    exportedRows: Math.min(AT_SIZE.exportedRows, part),
    sweptRows: Math.min(AT_SIZE.sweptRows, part),
    editedRows: Math.min(AT_SIZE.editedRows, part),
  };
}
