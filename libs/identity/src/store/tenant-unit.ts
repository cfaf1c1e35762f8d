import type { EntityManager, EntityTarget, Repository } from 'typeorm';
import type { Transaction } from '@ruyi/engine/context';
import { Account } from '../entities/account.js';
import { Tenant } from '../entities/tenant.js';
import { TenantRepository, type TenantOwned } from './tenant-repository.js';

/** One transaction of one tenant, with identity's repositories in it. */
export class TenantUnit {
  readonly tenantId: string;
  readonly accounts: Repository<Account>;

  constructor(
    readonly tx: Transaction,
    private readonly manager: EntityManager,
  ) {
    this.tenantId = tx.tenantId;
    this.accounts = manager.getRepository(Account);
  }

  rows<T extends TenantOwned>(entity: EntityTarget<T>): TenantRepository<T> {
    return new TenantRepository(this.manager.getRepository(entity), this.tenantId);
  }

  async tenant(): Promise<Tenant> {
    return this.manager.getRepository(Tenant).findOneByOrFail({ id: this.tenantId });
  }

  async insertTenant(
    tenant: Omit<Tenant, 'createdAt' | 'modelVersion' | 'accessVersion' | 'secondFactorRequired'>,
  ): Promise<void> {
    await this.manager.getRepository(Tenant).insert({ ...tenant, settings: {}, modelVersion: 1, accessVersion: 1 });
  }

  async updateTenant(
    change: Partial<Pick<Tenant, 'name' | 'locale' | 'timeZone' | 'secondFactorRequired'>>,
  ): Promise<void> {
    if (Object.keys(change).length > 0) await this.manager.getRepository(Tenant).update({ id: this.tenantId }, change);
  }

  /**
   * Makes every process forget what it cached about people and roles. The tenant's row stays locked until the
   * commit, so that changes of people run one after another: checks such as "the last admin" cannot race.
   */
  async touchAccess(): Promise<void> {
    await this.tx.query({
      text: 'update tenant set access_version = access_version + 1 where id = $1',
      values: [this.tenantId],
    });
  }
}
