import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ApiProblem, ModuleStore, PoolApi, type Pool, type PoolDraft } from '@ruyi/ui/data-access';
import { Picker, Words, type PickItem } from '@ruyi/ui/fields';
import {
  Confirm,
  LabelledField,
  LoadError,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { PeoplePicker, type ChosenPeople } from '../frame/people-picker.js';
import { Switch } from '../frame/switch.js';
import { freshPool } from './pool-draft.js';

type Shape = Pick<Pool, 'name' | 'enabled' | 'members' | 'admins' | 'visibleFields'>;

/** A pool's name, members, administrators, and what members see before they claim. */
@Component({
  selector: 'ry-pool-page',
  imports: [AdminHeader, LabelledField, LoadError, PeoplePicker, Picker, RouterLink, SkeletonRows, Switch],
  templateUrl: './pool-page.html',
  styleUrl: '../frame/form-page.css',
})
export class PoolPage {
  /** `new` makes one. */
  readonly id = input.required<string>();

  protected readonly t = injectTranslate();
  private readonly words = inject(Words);
  private readonly api = inject(PoolApi);
  private readonly modules = inject(ModuleStore);
  private readonly router = inject(Router);
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);

  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly pool = resource({
    params: () => (this.isNew() ? undefined : this.id()),
    loader: ({ params }) => this.api.get(params),
  });
  private readonly saved = computed<PoolDraft | null>(() => {
    if (this.isNew()) return freshPool('');
    return this.pool.hasValue() ? shapeOf(this.pool.value()) : null;
  });
  protected readonly draft = linkedSignal(() => this.saved());
  protected readonly dirty = computed(() => JSON.stringify(this.draft()) !== JSON.stringify(this.saved()));
  protected readonly issues = signal<Readonly<Record<string, string>>>({});
  protected readonly complaint = signal<string | null>(null);
  protected readonly busy = signal(false);

  private readonly module = computed(() =>
    this.modules.module(this.pool.hasValue() ? this.pool.value().module : 'customers')(),
  );
  protected readonly fields = computed<readonly PickItem[]>(() =>
    (this.module()?.fields ?? [])
      .filter((field) => !field.retired && !field.hidden)
      .map((field) => ({ key: field.key, label: this.words.of(field.label) })),
  );
  protected readonly visible = computed(() => {
    const chosen = this.draft()?.visibleFields ?? [];
    return this.fields().filter((field) => chosen.includes(field.key));
  });

  constructor() {
    inject(UnsavedChanges).watch(() => !this.busy() && this.dirty());
  }

  protected set(change: PoolDraft): void {
    this.draft.update((draft) => draft && { ...draft, ...change });
  }

  protected setMembers(change: Partial<ChosenPeople> & { readonly everybody?: boolean }): void {
    const members = this.draft()?.members ?? { users: [], departments: [] };
    this.set({ members: { ...members, ...change } });
  }

  protected setVisible(items: readonly PickItem[]): void {
    this.set({ visibleFields: items.map((item) => item.key) });
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    if (!draft || this.busy()) return;
    this.busy.set(true);
    this.complaint.set(null);
    try {
      const pool = this.isNew() ? await this.api.create(draft) : await this.api.update(this.id(), draft);
      this.issues.set({});
      void this.toaster.show(this.t('admin.home.saved'));
      if (this.isNew()) await this.router.navigate(['/settings/pools', pool.id, 'rules']);
      else this.pool.set(pool);
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.issues.set(Object.fromEntries(problem.issues.map((issue) => [issue.path, issue.message] as const)));
      this.complaint.set(
        problem.issues.some((issue) => issue.path === 'name') ? null : (problem.issues[0]?.message ?? problem.detail),
      );
    } finally {
      this.busy.set(false);
    }
  }

  protected async remove(): Promise<void> {
    const name = this.draft()?.name ?? '';
    const sure = await this.confirm.ask({
      title: this.t('admin.pools.deleteTitle', { name }),
      text: this.t('admin.pools.deleteText'),
      confirm: this.t('kit.delete'),
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.delete(this.id());
      this.draft.set(this.saved());
      await this.router.navigate(['/settings/pools']);
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.complaint.set(problem.issues[0]?.message ?? problem.detail);
    }
  }
}

function shapeOf({ name, enabled, members, admins, visibleFields }: Shape): Shape {
  return { name, enabled, members, admins, visibleFields };
}
