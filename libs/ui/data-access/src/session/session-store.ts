import { Injectable, computed, inject, signal } from '@angular/core';
import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import { unpackRules } from '@casl/ability/extra';
import type { AdminAction, FieldAccess, RecordAction } from '@ruyi/contract/access';
import { LocaleStore, RegionalSettings } from '@ruyi/ui/kit';
import { ApiProblem } from '../http/api-problem.js';
import { injectCsrfCookie } from '../http/csrf-cookie.js';
import { AuthApi } from './auth-api.js';
import type { Me } from './me.js';

/** Who is signed in, and what they may do: signals that every page reads. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly auth = inject(AuthApi);
  private readonly locale = inject(LocaleStore);
  private readonly regional = inject(RegionalSettings);
  private readonly csrf = injectCsrfCookie();
  private readonly state = signal<Me | null>(null);
  private loading: Promise<Me | null> | null = null;
  /** The server's clock minus ours, in milliseconds: countdowns go by the server. */
  private clockSkew = 0;

  readonly me = this.state.asReadonly();
  readonly signedIn = computed(() => this.state() !== null);
  readonly user = computed(() => this.state()?.user ?? null);
  readonly tenant = computed(() => this.state()?.tenant ?? null);
  readonly timeZone = computed(() => this.state()?.tenant.timeZone ?? 'Asia/Shanghai');
  readonly baseCurrency = computed(() => this.state()?.tenant.baseCurrency ?? 'CNY');
  readonly modules = computed(() => this.state()?.modules ?? []);
  /** The company wants a second factor, and the user has none: nothing is allowed but setting it up. */
  readonly secondFactorMissing = computed(() => {
    const factor = this.state()?.secondFactor;
    return factor !== undefined && factor.required && !factor.active;
  });
  readonly isAdmin = computed(() => (this.state()?.admin.length ?? 0) > 0);

  private readonly ability = computed<MongoAbility>(() =>
    createMongoAbility(unpackRules<RawRuleOf<MongoAbility>>([...(this.state()?.permissions ?? [])])),
  );

  /**
   * Whether an action may be offered at all for a module. For one record ask its `_can`:
   * the server alone knows scopes, teams and pools.
   */
  can(action: RecordAction, module: string): boolean {
    return this.ability().can(action, module);
  }

  canAdminister(action: AdminAction): boolean {
    return this.state()?.admin.includes(action) ?? false;
  }

  /** A field without a rule is `edit`. */
  fieldAccess(module: string, field: string): FieldAccess {
    return this.state()?.fieldAccess[module]?.[field] ?? 'edit';
  }

  now(): Date {
    return new Date(Date.now() + this.clockSkew);
  }

  /** Asks the server once; null when nobody is signed in. */
  ensure(): Promise<Me | null> {
    const me = this.state();
    if (me) return Promise.resolve(me);
    this.loading ??= this.refresh().finally(() => (this.loading = null));
    return this.loading;
  }

  async refresh(): Promise<Me | null> {
    if (!this.csrf()) {
      this.state.set(null);
      return null;
    }
    try {
      const me = await this.auth.me();
      this.clockSkew = Date.parse(me.serverTime) - Date.now() || 0;
      if (me.locale !== this.locale.locale()) this.locale.set(me.locale);
      this.regional.timeZone.set(me.tenant.timeZone);
      this.regional.currency.set(me.tenant.baseCurrency);
      this.state.set(me);
      return me;
    } catch (error) {
      const problem = ApiProblem.from(error);
      if (problem.status !== 401) throw problem;
      this.state.set(null);
      return null;
    }
  }

  /** Forgets who was here, without telling the server. */
  clear(): void {
    this.state.set(null);
  }

  async logout(): Promise<void> {
    await this.auth.logout().catch((error: unknown) => {
      if (ApiProblem.from(error).status !== 401) throw error;
    });
    this.clear();
  }
}
