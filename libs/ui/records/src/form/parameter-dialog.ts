import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { Field } from '@ruyi/contract/metadata';
import type { RecordValues } from '@ruyi/ui/data-access';
import { FieldInputHost } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { FieldFrame } from './field-frame.js';
import { injectFormModel, type FormModel } from './form-model.js';

/** A question of a few fields: to whom, into which pool, for what reason. */
export interface ParameterQuestion {
  readonly title: string;
  readonly text?: string;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly fields: readonly Field[];
  readonly values?: RecordValues;
}

/** Asks for the parameters of an action, with the same inputs as forms have. */
@Component({
  selector: 'ry-parameter-dialog',
  imports: [MatDialogModule, FieldInputHost, FieldFrame],
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 14px;
    }
    p {
      color: var(--ry-ink-2);
    }
    mat-dialog-actions {
      gap: 8px;
      padding: 8px 24px 20px;
    }
  `,
  template: `
    <form (submit)="$event.preventDefault(); submit()">
      <h2 mat-dialog-title>{{ question.title }}</h2>
      <mat-dialog-content>
        @if (question.text) {
          <p>{{ question.text }}</p>
        }
        @for (control of controls; track control.id) {
          <ry-field-frame [control]="control" [error]="form.shownError(control.field.key)">
            <ry-field-input [control]="control" />
          </ry-field-frame>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="ry-btn" mat-dialog-close>{{ t('kit.cancel') }}</button>
        <button type="submit" class="ry-btn primary" [class.danger]="question.danger" [disabled]="sent()">
          {{ question.confirm }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
})
export class ParameterDialog {
  protected readonly question = inject<ParameterQuestion>(MAT_DIALOG_DATA);
  protected readonly t = injectTranslate();
  private readonly dialog = inject<MatDialogRef<ParameterDialog, RecordValues>>(MatDialogRef);
  protected readonly sent = signal(false);
  protected readonly form: FormModel = injectFormModel({
    fields: this.question.fields,
    values: this.question.values ?? {},
  });
  protected readonly controls = this.question.fields.map((field) => this.form.control(field.key));

  protected submit(): void {
    const values = this.form.submit();
    if (values === null) return;
    this.sent.set(true);
    this.dialog.close(values);
  }
}
