import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { ModuleStore, RecordApi, SessionStore, type ApiRecord, type TimelineEntry } from '@ruyi/ui/data-access';
import { FileList, FileNames } from '@ruyi/ui/fields';
import { EmptyState, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { injectChangeWords, type ChangeWords } from './change-words.js';
import { injectEntries } from './entries.js';
import { FollowUpBox } from './follow-up-box.js';
import { moveWords } from './move-words.js';

const FOLLOW_UPS = 'followUps';
/** Follows from what changed; the history tab has it. */
const BOOKKEEPING: readonly string[] = ['ownedSince', 'lifecycleSince'];

/** 动态: the follow-up box, and everything that happened, newest first. */
@Component({
  selector: 'ry-timeline-tab',
  imports: [EmptyState, FileList, FollowUpBox, LoadError, RouterLink, SkeletonRows],
  styleUrl: './timeline-tab.css',
  template: `
    @if (followUps(); as about) {
      <ry-follow-up-box [followUps]="about" [module]="module()" [record]="record()" (saved)="changed.emit()" />
    }
    <ol>
      @for (entry of entries.items(); track entry.id) {
        <li [class]="entry.kind">
          <div class="head">
            <b>{{ entry.by?.name ?? t('records.timeline.system') }}</b>
            <span class="ry-sub">
              {{ moved(entry) ?? entry.title }} ·
              <time [attr.datetime]="entry.at" [attr.title]="format.dateTime(entry.at)">{{
                format.nearDateTime(entry.at)
              }}</time>
              @if (stateWords(entry); as state) {
                · {{ state }}
              }
            </span>
          </div>
          @if (entry.text && !moved(entry)) {
            <p class="text">{{ entry.text }}</p>
          }
          @if (entry.withheld) {
            <p class="ry-sub">{{ t('records.timeline.withheld') }}</p>
          }
          @for (change of changesOf(entry); track change.field) {
            <p class="change">
              {{ change.label }}
              <span class="ry-tag">{{ change.before || t('records.history.empty') }}</span> →
              <span class="ry-tag accent">{{ change.after || t('records.history.empty') }}</span>
            </p>
          }
          @if (images(entry).length > 0) {
            <ry-file-list [ids]="images(entry)" [images]="true" />
          }
          @if (files(entry).length > 0) {
            <ry-file-list [ids]="files(entry)" />
          }
          @if (entry.nextContactAt) {
            <p class="ry-sub">{{ t('records.timeline.next', { at: format.nearDateTime(entry.nextContactAt) }) }}</p>
          }
          @if (entry.record; as other) {
            @if (other.id !== record().id && other.module !== 'followUps') {
              <p class="ry-sub">
                <a [routerLink]="['/m', other.module, other.id]">{{ t('records.duplicate.look') }}</a>
              </p>
            }
          }
        </li>
      }
    </ol>
    @if (entries.problem(); as problem) {
      <ry-load-error [error]="problem" (retry)="entries.more()" />
    } @else if (entries.loading() && entries.items().length === 0) {
      <ry-skeleton-rows [rows]="4" />
    } @else if (entries.items().length === 0) {
      <ry-empty-state
        icon="followUp"
        [title]="t('records.timeline.none')"
        [text]="followUps() ? t('records.timeline.noneText') : ''"
      />
    } @else if (entries.hasMore()) {
      <button type="button" class="ry-btn text" [disabled]="entries.loading()" (click)="entries.more()">
        {{ t('records.timeline.more') }}
      </button>
    }
  `,
})
export class TimelineTab {
  readonly module = input.required<ModuleDescription>();
  readonly record = input.required<ApiRecord>();
  readonly changes = input(0);
  readonly changed = output<void>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly changeWords = injectChangeWords();
  private readonly api = inject(RecordApi);
  private readonly session = inject(SessionStore);
  private readonly modules = inject(ModuleStore);
  private readonly names = inject(FileNames);
  protected readonly entries = injectEntries<TimelineEntry>(
    () => `${this.module().key} ${this.record().id} ${this.changes()}`,
    async (after) => {
      const page = await this.api.timeline(this.module().key, this.record().id, after);
      this.names.keep(page.items.flatMap((entry) => entry.files ?? []));
      return page;
    },
  );

  /** The module of follow-ups, where this reader may add one to this record. */
  protected readonly followUps = computed(() => {
    if (this.record().deletedAt || !this.session.can('create', FOLLOW_UPS)) return null;
    const module = this.modules.module(FOLLOW_UPS)();
    const target = module?.fields.find((field) => field.key === 'target');
    return module && target?.targets?.includes(this.module().key) ? module : null;
  });

  /** Of a new record everything is new: naming it all says nothing. */
  protected changesOf(entry: TimelineEntry): readonly ChangeWords[] {
    if (entry.state === 'create' || this.moved(entry) !== null) return [];
    return this.changeWords(entry.changes?.filter(({ field }) => !BOOKKEEPING.includes(field)));
  }

  /** A change of owner or pool is one sentence. */
  protected moved(entry: TimelineEntry): string | null {
    return moveWords(this.t, entry);
  }

  /** How far a message has come; of changes the title says it already. */
  protected stateWords(entry: TimelineEntry): string {
    if (!entry.state || (entry.kind !== 'mail' && entry.kind !== 'sms')) return '';
    const key = `records.timeline.state_${entry.state}`;
    const words = this.t(key);
    return words === key ? entry.state : words;
  }

  protected images(entry: TimelineEntry): readonly string[] {
    return (entry.files ?? []).filter((file) => file.type.startsWith('image/')).map((file) => file.id);
  }

  protected files(entry: TimelineEntry): readonly string[] {
    return (entry.files ?? []).filter((file) => !file.type.startsWith('image/')).map((file) => file.id);
  }
}
