import { AppError } from '@ruyi/contract/errors';
import { Actors, mayEver } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import type { ModelStore } from '@ruyi/engine/model';
import type { RecordReader } from '@ruyi/engine/records';

export interface FoundRecord {
  readonly module: string;
  readonly id: string;
  readonly name: string;
}

/** Looks through several modules at once, each as its own quick search does. */
export class GlobalSearch {
  constructor(
    private readonly models: Pick<ModelStore, 'get'>,
    private readonly actors: Pick<Actors, 'of'>,
    private readonly reader: RecordReader,
  ) {}

  /** At most `limit` records of each module. */
  async find(
    ctx: Context,
    request: { readonly q: string; readonly modules: readonly string[] | undefined; readonly limit: number },
  ): Promise<FoundRecord[]> {
    const [model, actor] = await Promise.all([this.models.get(ctx), this.actors.of(ctx)]);
    const readable = [...model.modules.values()].filter(
      (module) => module.enabled && mayEver(model, actor, 'read', module.key),
    );
    const unknown = request.modules?.filter((key) => !readable.some((module) => module.key === key)) ?? [];
    if (unknown.length > 0) throw AppError.invalid([{ path: 'modules', code: 'notFound' }]);
    const asked = readable.filter(({ key }) => request.modules === undefined || request.modules.includes(key));
    const pages = await Promise.all(
      asked.map(async (module) => {
        const { items } = await this.reader.list(ctx, module.key, { search: request.q, limit: request.limit });
        return items.map((item): FoundRecord => ({
          module: module.key,
          id: item.id,
          name: String(item[module.nameField] ?? ''),
        }));
      }),
    );
    return pages.flat();
  }
}
