import { Component, computed, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ApiProblem, PoolApi, type Pool, type PoolSummary } from '@ruyi/ui/data-access';
import { Confirm, EmptyState, Icon, LoadError, SkeletonRows, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';

interface SweepAnswer {
  readonly reclaimed: number;
  readonly reminded: number;
  readonly paused: boolean;
}

/** The company's pools. */
@Component({
  selector: 'ry-pool-list',
  imports: [AdminHeader, EmptyState, Icon, LoadError, RouterLink, SkeletonRows],
  template: `
    <ry-admin-header [title]="t('admin.home.pools.title')">
      <button type="button" class="ry-btn" [disabled]="sweeping()" (click)="sweep()">
        <ry-icon name="play" [size]="16" />{{ t('admin.pools.sweep') }}
      </button>
      <a class="ry-btn primary" routerLink="/settings/pools/new"
        ><ry-icon name="plus" [size]="16" />{{ t('admin.pools.newPool') }}</a
      >
    </ry-admin-header>
    @if (unknownYears().length > 0) {
      <p class="ry-notice warn">{{ t('admin.pools.holidaysUnknown', { years: unknownYears().join('、') }) }}</p>
    }
    @if (pools.error(); as error) {
      <ry-load-error [error]="error" (retry)="pools.reload()" />
    } @else if (pools.hasValue()) {
      @for (pool of pools.value().items; track pool.id) {
        <div class="ry-card pool">
          <span class="disc"><ry-icon name="pool" [size]="22" /></span>
          <div class="ry-grow">
            <b>{{ pool.name }}</b>
            @if (!pool.enabled) {
              <span class="ry-tag">{{ t('admin.pools.off') }}</span>
            }
            <span class="ry-sub">{{ membersOf(pool) }}</span>
          </div>
          <a class="ry-btn" [routerLink]="['/settings/pools', pool.id, 'rules']">{{ t('admin.pools.rules') }}</a>
          <a class="ry-btn" [routerLink]="['/settings/pools', pool.id]">{{ t('admin.pools.settings') }}</a>
        </div>
      } @empty {
        <ry-empty-state icon="pool" [title]="t('admin.pools.none')" [text]="t('admin.pools.noneText')" />
      }
    } @else {
      <ry-skeleton-rows [rows]="3" [height]="72" />
    }
  `,
  styleUrl: '../frame/form-page.css',
  styles: `
    .ry-card.pool {
      flex-direction: row;
      flex-wrap: wrap;
      align-items: center;
      padding: 14px 16px;
    }
    .disc {
      display: grid;
      place-items: center;
      width: 40px;
      height: 40px;
      border-radius: 10px;
      background: var(--ry-primary-soft);
      color: var(--ry-primary);
    }
    .ry-sub {
      display: block;
    }
  `,
})
export class PoolList {
  protected readonly t = injectTranslate();
  private readonly api = inject(PoolApi);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly pools = resource({ loader: () => this.api.list() });
  protected readonly calendar = resource({ loader: () => this.api.calendar() });
  protected readonly sweeping = signal(false);
  protected readonly unknownYears = computed(() =>
    this.calendar.hasValue()
      ? this.calendar
          .value()
          .years.filter((year) => !year.known)
          .map(({ year }) => year)
      : [],
  );

  protected membersOf(pool: PoolSummary & Partial<Pool>): string {
    const { members } = pool;
    if (!members || members.everybody) return this.t('admin.pools.allMembers');
    return this.t('admin.pools.someMembers', { users: members.users.length, departments: members.departments.length });
  }

  protected async sweep(): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.pools.sweepTitle'),
      text: this.t('admin.pools.sweepText'),
      confirm: this.t('admin.pools.sweep'),
    });
    if (!sure) return;
    this.sweeping.set(true);
    try {
      const { reclaimed, reminded, paused } = (await this.api.sweep()) as SweepAnswer;
      void this.toaster.show(this.t(paused ? 'admin.pools.sweepPaused' : 'admin.pools.swept', { reclaimed, reminded }));
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    } finally {
      this.sweeping.set(false);
    }
  }
}
