import { Component, computed, inject, input, output, signal } from '@angular/core';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS, type AuditSubject } from '@ruyi/contract/access';
import { isCalendarDate } from '@ruyi/contract/field-values';
import type { AuditFilter } from '@ruyi/ui/data-access';
import { DateBox, Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { UserPicker } from '../frame/user-picker.js';

const ENDS = ['from', 'to'] as const;
type End = (typeof ENDS)[number];
const SUBJECTS = Object.keys(AUDIT_SUBJECTS) as AuditSubject[];

/** Which entries of the audit log: about what, which action, by whom, from when to when. */
@Component({
  selector: 'ry-audit-filters',
  imports: [DateBox, UserPicker],
  template: `
    <label class="field">
      <span>{{ t('admin.company.auditAbout') }}</span>
      <select #aboutBox id="audit-about" class="ry-input" (change)="setAbout(aboutBox.value)">
        <option value="" [selected]="!filter().about">{{ t('admin.company.about_all') }}</option>
        @for (each of subjects; track each) {
          <option [value]="each" [selected]="each === filter().about">{{ t('admin.company.about_' + each) }}</option>
        }
      </select>
    </label>
    <label class="field">
      <span>{{ t('admin.company.what') }}</span>
      <select #actionBox id="audit-action" class="ry-input" (change)="set({ action: actionBox.value })">
        <option value="" [selected]="!filter().action">{{ t('admin.company.anyAction') }}</option>
        @for (each of actions(); track each.key) {
          <option [value]="each.key" [selected]="each.key === filter().action">{{ each.label }}</option>
        }
      </select>
    </label>
    <div class="field">
      <span aria-hidden="true">{{ t('admin.company.who') }}</span>
      <ry-user-picker
        pickerId="audit-who"
        [label]="t('admin.company.who')"
        [placeholder]="t('admin.company.anybody')"
        [userId]="filter().userId ?? null"
        (changed)="set({ userId: $event ?? '' })"
      />
    </div>
    @for (end of ends; track end) {
      <div class="field day">
        <label [for]="'audit-' + end">{{ t('admin.company.' + end) }}</label>
        <ry-date-box
          [boxId]="'audit-' + end"
          [label]="t('admin.company.' + end)"
          [value]="noDay()[end] ?? filter()[end] ?? null"
          [min]="end === 'to' ? (filter().from ?? null) : null"
          [max]="end === 'from' ? (filter().to ?? null) : null"
          [invalid]="!!noDay()[end]"
          (valueChange)="setDay(end, $event ?? '')"
        />
      </div>
    }
    @if (filtered()) {
      <button type="button" class="ry-btn" (click)="clear()">{{ t('admin.company.clearFilter') }}</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 8px 12px;
      margin: 12px 0;
    }
    .field {
      display: grid;
      gap: 4px;
      width: 190px;
      color: var(--ry-ink-2);
      font-size: 12px;
    }
    .day {
      width: 150px;
    }
    select,
    ry-user-picker,
    ry-date-box {
      font-size: 14px;
    }
    /* As high as the boxes of the person and the days. */
    select {
      height: 36px;
    }
    @media (max-width: 767px) {
      .field {
        width: calc(50% - 6px);
      }
      select {
        height: 44px;
      }
    }
  `,
})
export class AuditFilters {
  readonly filter = input.required<AuditFilter>();
  readonly changed = output<AuditFilter>();
  protected readonly t = injectTranslate();
  private readonly words = inject(Words);
  protected readonly subjects = SUBJECTS;
  protected readonly ends = ENDS;
  /** What was typed for a day and is none. */
  protected readonly noDay = signal<Partial<Record<End, string>>>({});
  protected readonly filtered = computed(() => Object.keys({ ...this.filter(), ...this.noDay() }).length > 0);
  /** Of the chosen subject, or all of them. */
  protected readonly actions = computed(() =>
    Object.entries(AUDIT_ACTIONS)
      .filter(([key]) => isAbout(key, this.filter().about))
      .map(([key, label]) => ({ key, label: this.words.of(label) })),
  );

  protected setAbout(value: string): void {
    const about = SUBJECTS.find((each) => each === value);
    const { about: _, action, ...rest } = this.filter();
    const kept = action !== undefined && isAbout(action, about) ? { action } : {};
    this.changed.emit({ ...rest, ...kept, ...(about ? { about } : {}) });
  }

  protected setDay(end: End, typed: string): void {
    const isDay = typed === '' || isCalendarDate(typed);
    this.noDay.update(({ [end]: _, ...others }) => (isDay ? others : { ...others, [end]: typed }));
    if (isDay) this.set({ [end]: typed });
  }

  protected clear(): void {
    this.noDay.set({});
    this.changed.emit({});
  }

  /** An empty choice is none. */
  protected set(change: AuditFilter): void {
    const next = Object.entries({ ...this.filter(), ...change }).filter(([, value]) => value !== '');
    this.changed.emit(Object.fromEntries(next));
  }
}

function isAbout(action: string, about: AuditSubject | undefined): boolean {
  if (!about) return true;
  const words: readonly string[] = AUDIT_SUBJECTS[about];
  return words.includes(action) || words.includes(action.split('.')[0] ?? '');
}
