import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { DuplicateMatch } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';

export interface DuplicateWarning {
  readonly module: ModuleDescription;
  readonly matches: readonly DuplicateMatch[];
}

/** What is there already and by which field it was told, before something like it is saved. Closes with true: save it anyway. */
@Component({
  selector: 'ry-duplicate-dialog',
  imports: [MatDialogModule, RouterLink],
  styles: `
    ul {
      display: grid;
      gap: 10px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 12px;
    }
    b {
      overflow-wrap: anywhere;
    }
    .ry-sub {
      grid-column: 1;
    }
    a {
      grid-column: 2;
      grid-row: 1;
    }
    mat-dialog-actions {
      gap: 8px;
      padding: 8px 24px 20px;
    }
  `,
  template: `
    <h2 mat-dialog-title>{{ t('records.duplicate.askTitle') }}</h2>
    <mat-dialog-content>
      <ul>
        @for (match of warning.matches; track $index) {
          <li>
            <b>{{ match.name }}</b>
            <span class="ry-sub">{{ by(match) }} · {{ held(match) }}</span>
            @if (match.id; as id) {
              <a target="_blank" [routerLink]="['/m', warning.module.key, id]">{{ t('records.duplicate.look') }}</a>
            }
          </li>
        }
      </ul>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="ry-btn" (click)="dialog.close(true)">{{ t('records.duplicate.saveAnyway') }}</button>
      <button type="button" class="ry-btn primary" cdkFocusInitial (click)="dialog.close(false)">
        {{ t('records.duplicate.goBack') }}
      </button>
    </mat-dialog-actions>
  `,
})
export class DuplicateDialog {
  protected readonly warning = inject<DuplicateWarning>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<DuplicateDialog, boolean>>(MatDialogRef);
  protected readonly t = injectTranslate();
  private readonly words = inject(Words);

  protected by({ field: key }: DuplicateMatch): string {
    const field = this.warning.module.fields.find((one) => one.key === key);
    return field
      ? this.t('records.duplicate.by', { field: this.words.of(field.label) })
      : this.t('records.duplicate.byUnseen');
  }

  protected held({ ownerName, pooled }: DuplicateMatch): string {
    if (!ownerName && pooled) return this.t('records.duplicate.inPool');
    return this.t('records.duplicate.owner', { owner: ownerName || this.t('records.duplicate.nobody') });
  }
}
