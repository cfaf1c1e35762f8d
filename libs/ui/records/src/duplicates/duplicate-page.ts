import { Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ModuleStore, RecordApi, SessionStore, type DuplicateMatch } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { EmptyState, Icon, LoadError, PageHeader, SkeletonRows, injectTranslate } from '@ruyi/ui/kit';
import { ActionRunner } from '../actions/action-runner.js';
import { MERGEABLE } from '../actions/record-action.js';

const TYPING_PAUSE_MS = 300;

/** 查重: whether a company is in the CRM already, before anybody calls it; what others own is told masked. */
@Component({
  selector: 'ry-duplicate-page',
  imports: [EmptyState, Icon, LoadError, PageHeader, RouterLink, SkeletonRows],
  templateUrl: './duplicate-page.html',
  styleUrl: './duplicate-page.css',
})
export class DuplicatePage {
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly session = inject(SessionStore);
  private readonly store = inject(ModuleStore);
  private readonly api = inject(RecordApi);
  private readonly runner = inject(ActionRunner);

  /** Modules whose records have a name, and that the user may add to. */
  protected readonly modules = computed(() =>
    this.session.modules().filter(({ key }) => {
      const module = this.store.module(key)();
      const name = module?.fields.find((field) => field.key === module.nameField);
      return this.session.can('create', key) && name?.type === 'text';
    }),
  );
  protected readonly chosen = signal<string | null>(null);
  /** The first one until the user chooses: modules come in any order, and what comes first need not be the first. */
  protected readonly module = computed(() => {
    const keys = this.modules().map(({ key }) => key);
    return keys.find((key) => key === this.chosen()) ?? keys[0] ?? null;
  });
  protected readonly typed = signal('');
  private readonly text = computed(() => this.typed().trim());

  protected readonly found = resource({
    params: () => {
      const [module, text] = [this.module(), this.text()];
      return module !== null && [...text].length > 1 ? { module, text } : undefined;
    },
    loader: async ({ params, abortSignal }) => {
      await new Promise((resolve) => setTimeout(resolve, TYPING_PAUSE_MS));
      abortSignal.throwIfAborted();
      return (await this.api.duplicatesOfText(params.module, params.text, { signal: abortSignal })).matches;
    },
  });

  protected readonly most = MERGEABLE.most;
  protected readonly mayMerge = computed(() => {
    const module = this.module();
    return module !== null && this.session.can('edit', module) && this.session.can('delete', module);
  });
  /** Ticked to be merged; those that were found otherwise are no longer there to untick. */
  protected readonly picked = linkedSignal<unknown, ReadonlySet<string>>({
    source: () => (this.found.hasValue() ? this.found.value() : null),
    computation: () => new Set(),
  });

  protected pick(id: string): void {
    const picked = new Set(this.picked());
    if (!picked.delete(id)) picked.add(id);
    this.picked.set(picked);
  }

  protected async merge(): Promise<void> {
    const key = this.module();
    const module = key === null ? undefined : this.store.module(key)();
    if (module) await this.runner.merge(module, [...this.picked()], () => this.found.reload());
  }

  protected fieldName(key: string | null): string {
    const module = this.module();
    const fields = module === null ? [] : (this.store.module(module)()?.fields ?? []);
    return this.words.of(fields.find((field) => field.key === key)?.label);
  }

  /** Whose it is, or where it lies. */
  protected place(match: DuplicateMatch): string {
    if (match.deleted) return this.t('records.duplicate.inBin');
    if (match.pooled) return this.t('records.duplicate.inPool');
    return this.t('records.duplicate.owner', { owner: match.ownerName || this.t('records.duplicate.nobody') });
  }
}
