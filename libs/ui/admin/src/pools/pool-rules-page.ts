import { Component, computed, effect, inject, input, linkedSignal, resource, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  ApiProblem,
  ModuleStore,
  PoolApi,
  SessionStore,
  type PoolLimits,
  type PoolPreview,
  type PoolRules,
  type ReclaimRule,
} from '@ruyi/ui/data-access';
import { Confirm, Icon, LoadError, SkeletonRows, Toaster, UnsavedChanges, injectTranslate } from '@ruyi/ui/kit';
import { ActionRunner } from '@ruyi/ui/records';
import { AdminHeader } from '../frame/admin-header.js';
import { LimitsCard } from './limits-card.js';
import { NumberBox } from './number-box.js';
import { PauseDates } from './pause-dates.js';
import { FRESH_LIMITS, rulesDraft } from './pool-draft.js';
import { PoolForecast } from './pool-forecast.js';
import { RuleCard } from './rule-card.js';

const PAUSE_MS = 400;

/** 回收规则: the rules on the left, what they would do on the right, before anything is saved. */
@Component({
  selector: 'ry-pool-rules-page',
  imports: [
    AdminHeader,
    Icon,
    LimitsCard,
    LoadError,
    NumberBox,
    PauseDates,
    PoolForecast,
    RouterLink,
    RuleCard,
    SkeletonRows,
  ],
  templateUrl: './pool-rules-page.html',
  styleUrl: './pool-rules-page.css',
})
export class PoolRulesPage {
  readonly id = input.required<string>();

  protected readonly t = injectTranslate();
  private readonly api = inject(PoolApi);
  private readonly modules = inject(ModuleStore);
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);
  private readonly actions = inject(ActionRunner);
  private readonly session = inject(SessionStore);
  protected readonly timeZone = this.session.timeZone;

  protected readonly pool = resource({ params: () => this.id(), loader: ({ params }) => this.api.get(params) });
  protected readonly stored = resource({ params: () => this.id(), loader: ({ params }) => this.api.rules(params) });
  protected readonly calendar = resource({ loader: () => this.api.calendar() });
  protected readonly module = computed(() =>
    this.pool.hasValue() ? this.modules.module(this.pool.value().module)() : undefined,
  );
  protected readonly levels = computed(
    () =>
      this.module()
        ?.fields.find((field) => field.key === 'level')
        ?.options?.filter((option) => !option.retired) ?? [],
  );

  private readonly savedRules = computed<PoolRules | null>(() =>
    this.stored.hasValue() ? rulesDraft(this.stored.value()) : null,
  );
  private readonly savedLimits = computed<PoolLimits>(() =>
    this.pool.hasValue() ? this.pool.value().limits : FRESH_LIMITS,
  );
  protected readonly draft = linkedSignal(() => this.savedRules());
  protected readonly limits = linkedSignal(() => this.savedLimits());
  protected readonly dirty = computed(
    () =>
      JSON.stringify(this.draft()) !== JSON.stringify(this.savedRules()) ||
      JSON.stringify(this.limits()) !== JSON.stringify(this.savedLimits()),
  );
  /** Some rule goes from off to on. */
  protected readonly enabling = computed(() =>
    (this.draft()?.rules ?? []).some((rule, index) => rule.enabled && !this.savedRules()?.rules[index]?.enabled),
  );
  protected readonly unknownYears = computed(() =>
    this.calendar.hasValue()
      ? this.calendar
          .value()
          .years.filter((year) => !year.known)
          .map(({ year }) => year)
      : [],
  );

  protected readonly preview = signal<PoolPreview | null>(null);
  protected readonly counting = signal(false);
  protected readonly issues = signal<Readonly<Record<string, string>>>({});
  protected readonly busy = signal(false);
  protected readonly complaint = signal<string | null>(null);

  constructor() {
    inject(UnsavedChanges).watch(() => this.dirty());
    effect((onCleanup) => {
      const id = this.id();
      const draft = this.draft();
      if (!draft) return;
      const cancel = new AbortController();
      const timer = setTimeout(() => void this.look(id, draft, cancel.signal), untracked(this.preview) ? PAUSE_MS : 0);
      onCleanup(() => {
        clearTimeout(timer);
        cancel.abort();
      });
    });
  }

  protected change(change: Partial<PoolRules>): void {
    this.draft.update((draft) => draft && { ...draft, ...change });
  }

  protected changeRule(index: number, rule: ReclaimRule): void {
    this.draft.update(
      (draft) => draft && { ...draft, rules: draft.rules.map((each, at) => (at === index ? rule : each)) },
    );
  }

  protected issuesOf(index: number): Readonly<Record<string, string>> {
    const start = `rules.${index}.`;
    return Object.fromEntries(
      Object.entries(this.issues()).flatMap(([path, message]) =>
        path.startsWith(start) ? [[path.slice(start.length), message]] : [],
      ),
    );
  }

  protected discard(): void {
    this.draft.set(this.savedRules());
    this.limits.set(this.savedLimits());
    this.issues.set({});
    this.complaint.set(null);
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    if (!draft || this.busy()) return;
    this.busy.set(true);
    this.complaint.set(null);
    try {
      if (JSON.stringify(this.limits()) !== JSON.stringify(this.savedLimits()))
        this.pool.set(await this.api.update(this.id(), { limits: this.limits() }));
      this.stored.set(await this.api.saveRules(this.id(), draft));
      this.issues.set({});
      void this.toaster.show(this.t('admin.home.saved'));
    } catch (error) {
      this.refuse(ApiProblem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** Owners whom it would hit; nobody needs to be told by themselves. */
  protected readonly hit = computed(
    () =>
      (this.preview()?.owners ?? []).filter((each) => each.in30 > 0 && each.ownerId !== this.session.user()?.id).length,
  );

  /** Whom it would hit, as a file: the records as the reader may export them. */
  protected async exportList(): Promise<void> {
    const module = this.module();
    await this.attempt(async (draft) => {
      const { ids } = await this.api.previewRecords(this.id(), draft);
      if (!module || ids.length === 0) return;
      const columns = ['name', 'ownerId', 'level', 'lastFollowUpAt'];
      await this.actions.run(
        { action: 'export', module, target: { ids }, count: ids.length, columns },
        () => undefined,
      );
    });
  }

  /** They hear of it before it happens. */
  protected async notifyOwners(count: number): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.pools.notifyTitle', { count }),
      text: this.t(this.dirty() ? 'admin.pools.notifyUnsaved' : 'admin.pools.notifyText'),
      confirm: this.t('admin.pools.notifyOwners'),
    });
    if (!sure) return;
    await this.attempt(async (draft) => {
      const { notified } = await this.api.notifyOwners(this.id(), draft);
      void this.toaster.show(this.t('admin.pools.notified', { count: notified }));
    });
  }

  private async attempt(work: (draft: PoolRules) => Promise<void>): Promise<void> {
    const draft = this.draft();
    if (!draft || this.busy()) return;
    this.busy.set(true);
    try {
      await work(draft);
    } catch (error) {
      this.refuse(ApiProblem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async look(id: string, draft: PoolRules, signal: AbortSignal): Promise<void> {
    this.counting.set(true);
    try {
      const preview = await this.api.preview(id, draft, { signal });
      if (signal.aborted) return;
      this.preview.set(preview);
      this.issues.set({});
      this.complaint.set(null);
    } catch (error) {
      if (!signal.aborted) this.refuse(ApiProblem.from(error));
    }
    this.counting.set(false);
  }

  private refuse(problem: ApiProblem): void {
    this.issues.set(Object.fromEntries(problem.issues.map((issue) => [issue.path, issue.message] as const)));
    const shown =
      problem.issues.length > 0 &&
      problem.issues.every((issue) => /^(rules\.\d+\.|remindDays|graceDays|pauseDates|limits)/.test(issue.path));
    this.complaint.set(shown ? null : problem.detail || this.t('kit.error.unknown'));
  }
}
