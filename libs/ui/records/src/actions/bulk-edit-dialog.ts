import { Component, Injector, computed, inject, linkedSignal, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { isEmptyValue, isWritableKind } from '@ruyi/contract/field-values';
import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import { SessionStore, type RecordValues } from '@ruyi/ui/data-access';
import { FieldInputHost, Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { FieldFrame } from '../form/field-frame.js';
import { FormModel } from '../form/form-model.js';
import { isListable } from '../list/list-columns.js';

export interface BulkEditQuestion {
  readonly module: ModuleDescription;
  readonly title: string;
}

/** 批量编辑: one field, one value, for all. */
@Component({
  selector: 'ry-bulk-edit-dialog',
  imports: [MatDialogModule, FieldInputHost, FieldFrame],
  styles:
    'mat-dialog-content { display: grid; gap: 14px } label { display: grid; gap: 4px; color: var(--ry-ink-2); font-size: 13px } label.clear { display: flex; align-items: center; gap: 8px; color: var(--ry-ink) } .lacks { color: var(--ry-bad); font-size: 12px } mat-dialog-actions { gap: 8px; padding: 8px 24px 20px }',
  template: `
    <form (submit)="$event.preventDefault(); submit()">
      <h2 mat-dialog-title>{{ question.title }}</h2>
      <mat-dialog-content>
        <label>
          {{ t('records.bulkEdit.field') }}
          <select #box class="ry-input" (change)="key.set(box.value)">
            <option value="" [selected]="key() === ''">{{ t('records.filter.chooseField') }}</option>
            @for (field of fields; track field.key) {
              <option [value]="field.key" [selected]="field.key === key()">{{ words.of(field.label) }}</option>
            }
          </select>
        </label>
        @if (form(); as model) {
          <ry-field-frame [control]="model.control(key())" [error]="model.shownError(key())">
            <ry-field-input [control]="model.control(key())" />
          </ry-field-frame>
        }
        @if (field(); as chosen) {
          @if (isEmpty() && !chosen.required) {
            <label class="clear">
              <input type="checkbox" [checked]="clears()" (change)="clears.set(!clears())" />
              {{ t('records.bulkEdit.clear', { field: words.of(chosen.label) }) }}
            </label>
          }
          @if (lacks() && isEmpty() && !clears()) {
            <p class="lacks" role="alert">{{ t('records.bulkEdit.lacks') }}</p>
          }
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="ry-btn" mat-dialog-close>{{ t('kit.cancel') }}</button>
        <button type="submit" class="ry-btn primary" [disabled]="sent() || !field()">
          {{ t('records.bulkEdit.apply') }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
})
export class BulkEditDialog {
  protected readonly question = inject<BulkEditQuestion>(MAT_DIALOG_DATA);
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly session = inject(SessionStore);
  private readonly injector = inject(Injector);
  private readonly dialog = inject<MatDialogRef<BulkEditDialog, RecordValues>>(MatDialogRef);
  protected readonly sent = signal(false);
  protected readonly fields: readonly Field[] = this.question.module.fields.filter(
    (field) =>
      isListable(field) &&
      field.origin !== 'system' &&
      isWritableKind(field) &&
      !field.readOnly &&
      !field.unique &&
      this.session.fieldAccess(this.question.module.key, field.key) === 'edit',
  );
  protected readonly key = signal('');
  protected readonly field = computed(() => this.fields.find((one) => one.key === this.key()));
  /** An empty value clears the field, which has to be said. */
  protected readonly clears = linkedSignal({ source: this.key, computation: () => false });
  protected readonly lacks = linkedSignal({ source: this.key, computation: () => false });
  protected readonly isEmpty = computed(() => isEmptyValue(this.form()?.values()[this.key()]));
  protected readonly form = computed(() => {
    const field = this.field();
    return field ? new FormModel({ fields: [field], values: {} }, this.injector) : null;
  });

  protected submit(): void {
    const values = this.form()?.submit();
    if (!values) return;
    if (this.isEmpty() && !this.clears()) return this.lacks.set(true);
    this.sent.set(true);
    this.dialog.close(values);
  }
}
