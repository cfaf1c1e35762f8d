import { Component, type OnInit, inject, input, output, signal } from '@angular/core';
import { KeyApi, type ApiKey } from '@ruyi/ui/data-access';
import { FormInput, LabelledField, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';
import { Directory } from '../people/directory.js';
import { NewKey } from './new-key.js';

const DAYS = ['30', '90', '365', ''];

/** Makes a key and shows it once, or gives one another name or role. */
@Component({
  selector: 'ry-key-form',
  imports: [FormInput, LabelledField, NewKey],
  template: `
    @if (made(); as key) {
      <p class="ry-notice ok" role="status">{{ t('admin.keys.ready') }}</p>
      <ry-new-key [key]="key" />
      <button type="button" class="ry-btn primary large" (click)="done.emit()">{{ t('admin.keys.done') }}</button>
    } @else {
      <form novalidate (submit)="$event.preventDefault(); save()">
        <ry-field
          for="key-name"
          [required]="true"
          [label]="t('admin.keys.name')"
          [help]="t('admin.keys.nameHelp')"
          [error]="form.controls.name.error()"
        >
          <input id="key-name" maxlength="50" autocomplete="off" [ryInput]="form.controls.name" />
        </ry-field>
        <ry-field
          for="key-role"
          [required]="true"
          [label]="t('admin.keys.role')"
          [help]="t('admin.keys.roleHelp')"
          [error]="form.controls.roleId.error()"
        >
          <select id="key-role" [ryInput]="form.controls.roleId">
            <option value="">{{ t('admin.keys.chooseRole') }}</option>
            @for (role of directory.roleItems(); track role.id) {
              <option [value]="role.id" [selected]="role.id === form.controls.roleId.value()">{{ role.name }}</option>
            }
          </select>
        </ry-field>
        @if (!apiKey()) {
          <ry-field for="key-days" [label]="t('admin.keys.expires')" [error]="form.controls.expiresInDays.error()">
            <select id="key-days" [ryInput]="form.controls.expiresInDays">
              @for (each of days; track each) {
                <option [value]="each">
                  {{ each === '' ? t('admin.keys.never') : t('admin.keys.days', { count: +each }) }}
                </option>
              }
            </select>
          </ry-field>
        }
        @if (form.message(); as message) {
          <p class="ry-notice bad" role="alert">{{ message }}</p>
        }
        <button type="submit" class="ry-btn primary large" [disabled]="form.busy()">
          {{ t(apiKey() ? 'admin.keys.save' : 'admin.keys.create') }}
        </button>
      </form>
    }
  `,
  styles: `
    :host,
    form {
      display: grid;
      gap: 14px;
    }
  `,
})
export class KeyForm implements OnInit {
  /** The one to change; null: a new one. */
  readonly apiKey = input<ApiKey | null>(null);
  readonly saved = output();
  readonly done = output();

  protected readonly t = injectTranslate();
  private readonly api = inject(KeyApi);
  protected readonly directory = inject(Directory);
  protected readonly days = DAYS;
  protected readonly form = injectSimpleForm(
    { name: '', roleId: '', expiresInDays: '365' },
    { required: ['name', 'roleId'] },
  );
  protected readonly made = signal<string | null>(null);

  ngOnInit(): void {
    const key = this.apiKey();
    if (key) this.form.reset({ name: key.name, roleId: key.roleId, expiresInDays: '' });
  }

  protected async save(): Promise<void> {
    await this.form.submit(async ({ name, roleId, expiresInDays }) => {
      const edited = this.apiKey();
      if (edited) {
        await this.api.update(edited.id, { name, roleId });
        this.done.emit();
      } else {
        const days = expiresInDays === '' ? null : Number(expiresInDays);
        this.made.set((await this.api.create({ name, roleId, expiresInDays: days })).key);
      }
      this.saved.emit();
    });
  }
}
