import { parseFieldValue } from '@ruyi/contract/field-values';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { RecordReader, WriteSession } from '@ruyi/engine/records';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Records that one page of the lookup reads. */
const PAGE = 200;

/** What a name stands for: the id, or why there is none. */
export type Named = { readonly id: string } | 'none' | 'several';

/** People, departments and records by the names that stand in a file; of records those that the caller may see. */
export class ImportNames {
  readonly #people: ReadonlyMap<string, readonly string[]>;
  readonly #departments: ReadonlyMap<string, readonly string[]>;
  readonly #records = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(
    private readonly session: WriteSession,
    private readonly reader: RecordReader,
  ) {
    const { users, departments } = session.actor.data;
    this.#people = byName([...users].filter(([, { active }]) => active).map(([id, { name }]) => [id, name]));
    this.#departments = byName([...departments].map(([id, { name }]) => [id, name]));
  }

  /** Looks the names of records of a batch up, all of a module at once. */
  async foresee(module: string, names: ReadonlySet<string>): Promise<void> {
    const { ctx, tx, model } = this.session;
    const target = model.modules.get(module);
    const wanted = [...names].filter((name) => !UUID.test(name) && this.#isName(target, name));
    const found: [string, string][] = [];
    for (let after: string | null | undefined; target?.enabled && wanted.length > 0 && after !== null;) {
      const page = await this.reader.list(
        ctx,
        module,
        {
          fields: ['id', target.nameField],
          filter: { field: target.nameField, op: 'in', value: wanted },
          sort: [{ field: 'id' }],
          limit: PAGE,
          ...(after === undefined ? {} : { after }),
        },
        tx,
      );
      for (const item of page.items) found.push([item.id, String(item[target.nameField] ?? '')]);
      after = page.nextCursor;
    }
    this.#records.set(module, byName(found));
  }

  /** Whether a record could be called so: one odd name among hundreds is refused with its row, not asked for. */
  #isName(module: ModuleModel | undefined, name: string): boolean {
    const field = module?.fields.get(module.nameField);
    const { timeZone, baseCurrency } = this.session.ctx;
    return (
      field !== undefined && parseFieldValue(name, field, { timeZone, baseCurrency, regions: this.session.regions }).ok
    );
  }

  person(name: string): Named {
    return one(this.#people, name);
  }

  department(name: string): Named {
    return one(this.#departments, name);
  }

  /** Of one of the modules that the field points to; of the first that has it. */
  record(field: FieldModel, name: string): { readonly module: string; readonly named: Named } {
    const targets = field.targets ?? (field.target === undefined ? [] : [field.target]);
    for (const module of targets) {
      const named = one(this.#records.get(module) ?? new Map<string, readonly string[]>(), name);
      if (named !== 'none') return { module, named };
    }
    return { module: targets[0] ?? '', named: 'none' };
  }
}

function byName(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [id, name] of pairs) names.set(folded(name), [...(names.get(folded(name)) ?? []), id]);
  return names;
}

function one(names: ReadonlyMap<string, readonly string[]>, name: string): Named {
  if (UUID.test(name)) return { id: name.toLowerCase() };
  const [id, other] = names.get(folded(name)) ?? [];
  if (id === undefined) return 'none';
  return other === undefined ? { id } : 'several';
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
