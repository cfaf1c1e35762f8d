import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import type { ApiRecord, RecordValues } from '@ruyi/ui/data-access';
import { FieldDisplayHost, Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';

interface ConflictQuestion {
  readonly module: ModuleDescription;
  readonly theirs: ApiRecord;
  readonly mine: RecordValues;
  readonly keys: readonly string[];
  readonly texts: Readonly<Record<string, string | null>>;
}

/** Two people changed the same fields: theirs or mine, field by field. */
@Component({
  selector: 'ry-conflict-dialog',
  imports: [MatDialogModule, FieldDisplayHost],
  styles: `
    fieldset {
      border: 0;
      border-top: 1px solid var(--ry-line);
      margin: 0;
      padding: 10px 0;
      min-width: 0;
    }
    legend {
      float: left;
      width: 100%;
      padding: 0 0 6px;
      font-weight: 600;
    }
    div {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px;
      clear: both;
    }
    label {
      display: flex;
      gap: 8px;
      padding: 8px 10px;
      border: 1px solid var(--ry-line);
      border-radius: 6px;
      cursor: pointer;
      min-width: 0;
    }
    label:has(:checked) {
      border-color: var(--ry-primary);
      background: var(--ry-primary-soft);
    }
    small {
      display: block;
      color: var(--ry-ink-2);
    }
    mat-dialog-actions {
      gap: 8px;
      padding: 8px 24px 20px;
    }
    @media (max-width: 500px) {
      div {
        grid-template-columns: 1fr;
      }
    }
  `,
  template: `
    <h2 mat-dialog-title>{{ t('records.conflict.title') }}</h2>
    <mat-dialog-content>
      <p>{{ t('records.conflict.text', { who: who }) }}</p>
      @for (field of fields; track field.key) {
        <fieldset>
          <legend>{{ words.of(field.label) }}</legend>
          <div>
            <label>
              <input
                type="radio"
                [name]="field.key"
                [checked]="!mine().has(field.key)"
                (change)="choose(field.key, false)"
              />
              <span
                ><small>{{ t('records.conflict.theirs') }}</small
                ><ry-field-display
                  [field]="field"
                  [value]="data.theirs[field.key]"
                  [text]="data.theirs._display[field.key]"
              /></span>
            </label>
            <label>
              <input
                type="radio"
                [name]="field.key"
                [checked]="mine().has(field.key)"
                (change)="choose(field.key, true)"
              />
              <span
                ><small>{{ t('records.conflict.mine') }}</small
                ><ry-field-display [field]="field" [value]="data.mine[field.key]" [text]="data.texts[field.key]"
              /></span>
            </label>
          </div>
        </fieldset>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="ry-btn" mat-dialog-close>{{ t('kit.cancel') }}</button>
      <button type="button" class="ry-btn primary" (click)="dialog.close([...mine()])">{{ t('kit.save') }}</button>
    </mat-dialog-actions>
  `,
})
export class ConflictDialog {
  protected readonly data = inject<ConflictQuestion>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<ConflictDialog, readonly string[]>>(MatDialogRef);
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly mine = signal<ReadonlySet<string>>(new Set(this.data.keys));
  protected readonly fields: readonly Field[] = this.data.module.fields.filter((field) =>
    this.data.keys.includes(field.key),
  );
  protected readonly who = String(this.data.theirs._display['updatedBy'] ?? this.t('records.conflict.somebody'));

  protected choose(key: string, mine: boolean): void {
    const next = new Set(this.mine());
    if (mine) next.add(key);
    else next.delete(key);
    this.mine.set(next);
  }
}
