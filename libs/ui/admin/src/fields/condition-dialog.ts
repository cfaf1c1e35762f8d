import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { FilterNode, ModuleDescription } from '@ruyi/contract/metadata';
import { FilterGroup, draftOf, filterOf } from '@ruyi/ui/records';
import { injectTranslate } from '@ruyi/ui/kit';

export interface ConditionQuestion {
  readonly title: string;
  readonly help: string;
  readonly module: ModuleDescription;
  readonly condition: FilterNode | null;
}

/** Asks for a condition; closes with it, null taking it away, or with nothing. */
@Component({
  selector: 'ry-condition-dialog',
  imports: [FilterGroup, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content>
      <p class="ry-sub">{{ question.help }}</p>
      <ry-filter-group [module]="question.module" [group]="draft()" (changed)="draft.set($event)" />
    </mat-dialog-content>
    <mat-dialog-actions>
      @if (question.condition) {
        <button type="button" class="ry-btn danger" (click)="dialog.close({ condition: null })">
          {{ t('admin.fields.dropCondition') }}
        </button>
      }
      <span class="ry-grow"></span>
      <button type="button" class="ry-btn" mat-dialog-close>{{ t('kit.cancel') }}</button>
      <button
        type="button"
        class="ry-btn primary"
        [disabled]="!condition()"
        (click)="dialog.close({ condition: condition() })"
      >
        {{ t('kit.ok') }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      margin-bottom: 12px;
    }
    mat-dialog-actions {
      gap: 8px;
      padding: 8px 24px 20px;
    }
  `,
})
export class ConditionDialog {
  protected readonly question = inject<ConditionQuestion>(MAT_DIALOG_DATA);
  protected readonly dialog =
    inject<MatDialogRef<ConditionDialog, { readonly condition: FilterNode | null }>>(MatDialogRef);
  protected readonly t = injectTranslate();
  protected readonly draft = signal(draftOf(this.question.condition));
  protected readonly condition = computed(() => filterOf(this.draft()));
}
