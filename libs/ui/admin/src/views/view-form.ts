import { Component, computed, inject, input, linkedSignal, output, signal, untracked } from '@angular/core';
import type { FilterNode, ModuleDescription, SortKey, View } from '@ruyi/contract/metadata';
import { ApiProblem, ModuleApi, type ViewDraft } from '@ruyi/ui/data-access';
import { Picker, Words, type PickItem } from '@ruyi/ui/fields';
import { LabelledField, UnsavedChanges, injectTranslate } from '@ruyi/ui/kit';
import { FilterGroup, draftOf, filterOf, type DraftGroup } from '@ruyi/ui/records';
import { Switch } from '../frame/switch.js';

const MOST_SORTS = 3;

/** Says that there are no conditions any more; leaving them out would keep the old ones. */
const EVERYTHING: FilterNode = { and: [] };

/** A view that everybody shares: its conditions, columns and order. */
@Component({
  selector: 'ry-view-form',
  imports: [FilterGroup, LabelledField, Picker, Switch],
  templateUrl: './view-form.html',
  styles: `
    form {
      display: grid;
      gap: 16px;
    }
    .sort {
      display: grid;
      grid-template-columns: 1fr 110px;
      gap: 8px;
      margin-bottom: 6px;
    }
    h3 {
      margin-bottom: 6px;
      font-weight: 400;
      font-size: 13px;
      color: var(--ry-ink-2);
    }
  `,
})
export class ViewForm {
  readonly module = input.required<ModuleDescription>();
  /** Null: a new one. */
  readonly view = input.required<View | null>();
  readonly saved = output();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly api = inject(ModuleApi);

  protected readonly zh = linkedSignal(() => this.view()?.label.zh ?? '');
  protected readonly en = linkedSignal(() => this.view()?.label.en ?? '');
  protected readonly filter = linkedSignal<DraftGroup>(() => draftOf(this.view()?.filter ?? null));
  protected readonly columns = linkedSignal<readonly string[]>(() =>
    (this.view()?.columns ?? []).map(({ field }) => field),
  );
  protected readonly sort = linkedSignal<readonly SortKey[]>(() => this.view()?.sort ?? []);
  protected readonly pinned = linkedSignal(() => this.view()?.pinned === true);
  protected readonly issues = signal<Readonly<Record<string, string>>>({});
  protected readonly complaint = signal<string | null>(null);
  protected readonly busy = signal(false);
  protected readonly rows = computed(() => (this.sort().length < MOST_SORTS ? [...this.sort(), null] : this.sort()));

  protected readonly fields = computed<readonly PickItem[]>(() =>
    this.module()
      .fields.filter((field) => !field.retired && !field.hidden && !['section', 'note', 'detail'].includes(field.type))
      .map((field) => ({ key: field.key, label: this.words.of(field.label) })),
  );
  protected readonly chosen = computed(() =>
    this.columns().flatMap((key) => this.fields().find((field) => field.key === key) ?? []),
  );
  private readonly start = linkedSignal({
    source: () => this.view(),
    computation: () => untracked(() => this.state()),
  });

  constructor() {
    inject(UnsavedChanges).watch(() => !this.busy() && this.state() !== this.start());
  }

  protected setColumns(items: readonly PickItem[]): void {
    this.columns.set(items.map((item) => item.key));
  }

  protected setSort(index: number, field: string, descending: boolean): void {
    const sort = [...this.sort()];
    if (field) sort[index] = descending ? { field, descending } : { field };
    else sort.splice(index, 1);
    this.sort.set(sort);
  }

  protected async save(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.issues.set({});
    this.complaint.set(null);
    try {
      const view = this.view();
      const widths = new Map(view?.columns?.map((column) => [column.field, column]));
      const shipped = view?.origin === 'shipped';
      const draft: Partial<ViewDraft> & Pick<ViewDraft, 'label'> & { readonly pinned: boolean } = {
        label: this.en().trim() ? { zh: this.zh().trim(), en: this.en().trim() } : { zh: this.zh().trim() },
        sort: this.sort(),
        pinned: this.pinned(),
        ...(this.columns().length > 0
          ? { columns: this.columns().map((field) => widths.get(field) ?? { field }) }
          : {}),
        // The conditions of a shipped view are part of what it is.
        ...(shipped ? {} : { visibility: 'shared', filter: filterOf(this.filter()) ?? EVERYTHING }),
      };
      await (view
        ? this.api.updateView(this.module().key, view.key, draft)
        : this.api.createView(this.module().key, draft));
      this.start.set(this.state());
      this.saved.emit();
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.issues.set(Object.fromEntries(problem.issues.map((issue) => [issue.path, issue.message] as const)));
      const others = problem.issues.filter((issue) => !issue.path.startsWith('label'));
      this.complaint.set(
        problem.issues.length > 0 && others.length === 0 ? null : (others[0]?.message ?? problem.detail),
      );
    } finally {
      this.busy.set(false);
    }
  }

  private state(): string {
    return JSON.stringify([this.zh(), this.en(), filterOf(this.filter()), this.columns(), this.sort(), this.pinned()]);
  }
}
