import { Component, inject, output } from '@angular/core';
import { DataSecurityApi, JobStore } from '@ruyi/ui/data-access';
import { LabelledField, PasswordInput, Toaster, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';

/** Everything of the company in one file, for who says the password again. */
@Component({
  selector: 'ry-export-all',
  imports: [LabelledField, PasswordInput],
  template: `
    <h2>{{ t('admin.data.all') }}</h2>
    <p class="ry-sub">{{ t('admin.data.allText') }}</p>
    <form novalidate (submit)="$event.preventDefault(); start()">
      <ry-field
        for="export-password"
        required
        [label]="t('admin.data.password')"
        [error]="form.controls.password.error()"
      >
        <ry-password-input inputId="export-password" [control]="form.controls.password" />
      </ry-field>
      @if (form.message(); as message) {
        <p class="ry-notice bad" role="alert">{{ message }}</p>
      }
      <div>
        <button type="submit" class="ry-btn primary" [disabled]="form.busy()">{{ t('admin.data.start') }}</button>
      </div>
    </form>
  `,
  styles: `
    :host,
    form {
      display: flex;
      flex-direction: column;
      gap: 12px;
    }
    h2 {
      font-size: 15px;
    }
    ry-field {
      max-width: 320px;
    }
  `,
})
export class ExportAll {
  /** The file is there, or will never be. */
  readonly ended = output();

  protected readonly t = injectTranslate();
  private readonly api = inject(DataSecurityApi);
  private readonly jobs = inject(JobStore);
  private readonly toaster = inject(Toaster);
  protected readonly form = injectSimpleForm({ password: '' }, { required: ['password'] });

  protected async start(): Promise<void> {
    let jobId = '';
    const fine = await this.form.submit(async ({ password }) => {
      ({ jobId } = await this.api.exportAll(password));
    });
    if (!fine) return;
    this.form.reset({ password: '' });
    void this.toaster.show(this.t('admin.data.started'));
    await this.jobs.track(jobId);
    this.ended.emit();
  }
}
