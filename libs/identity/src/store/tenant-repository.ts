import type { FindOptionsOrder, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity, Repository } from 'typeorm';

/** A row that belongs to a tenant. */
export interface TenantOwned extends ObjectLiteral {
  tenantId: string;
}

/** TypeORM's repository with the tenant in every statement; there is no way to leave it out. */
export class TenantRepository<T extends TenantOwned> {
  constructor(
    private readonly repository: Repository<T>,
    private readonly tenantId: string,
  ) {}

  find(
    where: FindOptionsWhere<T> = {},
    options: { readonly order?: FindOptionsOrder<T>; readonly take?: number } = {},
  ): Promise<T[]> {
    return this.repository.find({ where: this.own(where), ...options });
  }

  findOne(where: FindOptionsWhere<T>): Promise<T | null> {
    return this.repository.findOne({ where: this.own(where) });
  }

  /** The row, locked until the transaction ends. */
  lockOne(where: FindOptionsWhere<T>): Promise<T | null> {
    return this.repository.findOne({ where: this.own(where), lock: { mode: 'pessimistic_write' } });
  }

  count(where: FindOptionsWhere<T> = {}): Promise<number> {
    return this.repository.count({ where: this.own(where) });
  }

  async insert(...rows: readonly Omit<QueryDeepPartialEntity<T>, 'tenantId'>[]): Promise<void> {
    if (rows.length === 0) return;
    const owned = rows.map((row) => ({ ...row, tenantId: this.tenantId }));
    await this.repository.insert(owned as unknown as QueryDeepPartialEntity<T>[]);
  }

  /** Returns how many rows changed. */
  async update(where: FindOptionsWhere<T>, change: QueryDeepPartialEntity<T>): Promise<number> {
    if (Object.keys(change).length === 0) return 0;
    const result = await this.repository.update(this.own(where), change);
    return result.affected ?? 0;
  }

  async delete(where: FindOptionsWhere<T>): Promise<number> {
    const result = await this.repository.delete(this.own(where));
    return result.affected ?? 0;
  }

  private own(where: FindOptionsWhere<T>): FindOptionsWhere<T> {
    return { ...where, tenantId: this.tenantId } as FindOptionsWhere<T>;
  }
}
