import { Component, Injector, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { labelText, type Field } from '@ruyi/contract/metadata';
import { isEmptyValue } from '@ruyi/contract/field-values';
import { ApiProblem, RecordApi, SessionStore, type ApiRecord } from '@ruyi/ui/data-access';
import { FieldDisplayHost, NameCache, Words } from '@ruyi/ui/fields';
import { Breakpoint, Icon, LoadError, SkeletonRows, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { ActionRunner } from '../actions/action-runner.js';
import { recordActions, type RecordAction } from '../actions/record-action.js';
import { cardFields, isListable } from '../list/list-columns.js';
import { contactText } from './contact-text.js';
import { detailTabs, type DetailTab } from './detail-tabs.js';
import { DetailStore } from './detail-store.js';
import { FilesTab } from './files-tab.js';
import { HistoryTab } from './history-tab.js';
import { InfoTab } from './info-tab.js';
import { ReclaimNotice } from './reclaim-notice.js';
import { RelatedTab } from './related-tab.js';
import { TeamTab } from './team-tab.js';
import { TimelineTab } from './timeline-tab.js';

const BUTTONS = 3;
const FACTS = 3;

/** One record of any module: who it is, what may be done, and tabs for everything around it. */
@Component({
  selector: 'ry-record-detail',
  imports: [
    FieldDisplayHost,
    FilesTab,
    HistoryTab,
    Icon,
    InfoTab,
    LoadError,
    MatMenuModule,
    ReclaimNotice,
    RelatedTab,
    RouterLink,
    SkeletonRows,
    TeamTab,
    TimelineTab,
  ],
  providers: [DetailStore],
  styleUrl: './record-detail.css',
  templateUrl: './record-detail.html',
})
export class RecordDetail {
  readonly moduleKey = input.required<string>();
  readonly recordId = input.required<string>();
  readonly inDrawer = input(false);
  readonly previous = input<string | null>(null);
  readonly next = input<string | null>(null);
  readonly closed = output<void>();
  readonly moved = output<string>();
  readonly changed = output<ApiRecord>();
  readonly removed = output<void>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly store = inject(DetailStore);
  protected readonly screen = inject(Breakpoint);
  private readonly api = inject(RecordApi);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly runner = inject(ActionRunner);
  private readonly toaster = inject(Toaster);
  private readonly names = inject(NameCache);
  private readonly injector = inject(Injector);

  private readonly wishedTab = signal('timeline');
  protected readonly name = computed(() => {
    const [module, record] = [this.store.module(), this.store.record()];
    const name = module && record ? record[module.nameField] : null;
    return typeof name === 'string' && name !== '' ? name : this.t('records.unnamed');
  });
  protected readonly tabs = computed<readonly DetailTab[]>(() => {
    const module = this.store.module();
    return module ? detailTabs(module, this.store.record(), this.store.related()) : [];
  });
  protected readonly tab = computed(() => this.tabs().find((tab) => tab.key === this.wishedTab()) ?? this.tabs()[0]);
  protected readonly actions = computed<readonly RecordAction[]>(() => {
    const [module, record] = [this.store.module(), this.store.record()];
    return module && record
      ? recordActions({ module, session: this.session, deleted: !!record.deletedAt, pool: false }, record)
      : [];
  });
  protected readonly buttons = computed(() => this.actions().slice(0, BUTTONS));
  protected readonly rest = computed(() => this.actions().slice(BUTTONS));
  protected readonly tags = computed(() => {
    const module = this.store.module();
    return module ? this.said(cardFields(module).tags) : [];
  });
  protected readonly facts = computed(() => {
    const module = this.store.module();
    if (!module) return [];
    const wanted = [
      'ownerId',
      cardFields(module).phone?.key,
      'nextContactAt',
      'customer',
      'lastFollowUpAt',
      'createdAt',
    ];
    const fields = wanted.flatMap((key) => module.fields.filter((field) => field.key === key && isListable(field)));
    return this.said(fields, ['ownerId']).slice(0, FACTS);
  });
  protected readonly mayAskWhy = computed(
    () => this.session.canAdminister('audit') || this.session.canAdminister('roles'),
  );

  constructor() {
    effect(() => {
      this.store.moduleKey.set(this.moduleKey());
      this.store.recordId.set(this.recordId());
    });
    effect(() => {
      const record = this.store.record();
      if (record) untracked(() => this.tell(record));
    });
  }

  protected tabWords(tab: DetailTab): string {
    if (!tab.label) return this.t(`records.tab.${tab.kind}`);
    const label = this.words.of(tab.label);
    return tab.below ? this.t('records.tab.below', { module: label }) : label;
  }

  protected choose(tab: DetailTab): void {
    this.wishedTab.set(tab.key);
  }

  /** Arrow keys walk along the tabs. */
  protected walk(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const tabs = this.tabs();
    const next = tabs[(tabs.findIndex((tab) => tab === this.tab()) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    this.choose(next);
    const list = (event.currentTarget as HTMLElement).parentElement;
    setTimeout(() => list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  }

  protected text(record: ApiRecord, field: Field): string | readonly string[] | null {
    return record._display[field.key] ?? null;
  }

  protected actionWords(action: RecordAction): string {
    const known = this.store.module()?.actions.find((one) => one.key === action);
    return known ? labelText(known.label, this.words.locale()) : this.t(`records.action.${action}`);
  }

  protected async act(action: RecordAction): Promise<void> {
    const [module, record] = [this.store.module(), this.store.record()];
    if (!module || !record) return;
    if (action === 'edit') return void this.router.navigate(['/m', module.key, record.id, 'edit']);
    if (action === 'copy')
      return void this.router.navigate(['/m', module.key, 'new'], { queryParams: { copy: record.id } });
    const done = await this.runner.run({ action, module, target: { ids: [record.id] }, count: 1, record }, () =>
      this.store.refresh(),
    );
    if (done && (action === 'delete' || action === 'purge')) this.removed.emit();
  }

  protected async copyContact(): Promise<void> {
    const [module, record] = [this.store.module(), this.store.record()];
    if (!module || !record) return;
    await navigator.clipboard.writeText(contactText(this.injector, module, record));
    await this.toaster.show(this.t('records.detail.copied'));
  }

  protected async watch(record: ApiRecord): Promise<void> {
    try {
      await (record._watched
        ? this.api.unwatch(this.moduleKey(), record.id)
        : this.api.watch(this.moduleKey(), record.id));
      this.store.record.set({ ...record, _watched: !record._watched });
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }

  private tell(record: ApiRecord): void {
    this.names.keep([[record.id, this.name()]]);
    this.changed.emit(record);
  }

  private said(fields: readonly Field[], always: readonly string[] = []): readonly Field[] {
    const record = this.store.record();
    return record
      ? fields.filter(
          (field) => field.key in record && (always.includes(field.key) || !isEmptyValue(record[field.key])),
        )
      : [];
  }
}
