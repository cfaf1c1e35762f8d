import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { ApiRecord } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { oneOf } from '../one-of.js';
import type { PlaceToCreate } from './create-in-place.js';
import { RecordForm } from './record-form.js';

/** A module's form in a dialog. */
@Component({
  selector: 'ry-form-dialog',
  imports: [MatDialogModule, RecordForm],
  // The form's bar of buttons stands on the lower edge.
  styles: 'mat-dialog-content.mat-mdc-dialog-content { padding-bottom: 0 }',
  template: `
    <h2 mat-dialog-title>{{ t('records.new', { module: oneOf(place.module.label, words.locale()) }) }}</h2>
    <mat-dialog-content>
      <ry-record-form
        [module]="place.module"
        [preset]="place.values"
        [presetTexts]="place.texts ?? {}"
        [small]="true"
        (saved)="dialog.close($event.record)"
        (cancelled)="dialog.close()"
      />
    </mat-dialog-content>
  `,
})
export class FormDialog {
  protected readonly place = inject<PlaceToCreate>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<FormDialog, ApiRecord>>(MatDialogRef);
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly oneOf = oneOf;
}
