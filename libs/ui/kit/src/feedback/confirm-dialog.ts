import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { injectTranslate } from '../i18n/translate.js';
import type { Question } from './confirm.js';

@Component({
  selector: 'ry-confirm-dialog',
  imports: [MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content>
      @if (question.text) {
        <p>{{ question.text }}</p>
      }
      @if (question.details?.length) {
        <ul>
          @for (line of question.details; track $index) {
            <li>{{ line }}</li>
          }
        </ul>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button class="ry-btn" type="button" [mat-dialog-close]="false">
        {{ question.cancel ?? t('kit.cancel') }}
      </button>
      <button class="ry-btn primary" type="button" [class.danger]="question.danger" [mat-dialog-close]="true">
        {{ question.confirm }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    ul {
      margin: 8px 0 0;
      padding-left: 20px;
    }
    mat-dialog-actions {
      gap: 8px;
      padding: 8px 24px 20px;
    }
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
  protected readonly t = injectTranslate();
}
