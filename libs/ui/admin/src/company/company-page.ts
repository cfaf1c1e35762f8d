import { Component, effect, inject, resource, untracked } from '@angular/core';
import { LOCALES } from '@ruyi/contract/metadata';
import { CompanyApi, SessionStore } from '@ruyi/ui/data-access';
import {
  FormInput,
  LabelledField,
  LoadError,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectSimpleForm,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { SecondFactorRule } from './second-factor-rule.js';

/** The company's name, number, language and time zone, and what it asks of everybody. */
@Component({
  selector: 'ry-company-page',
  imports: [AdminHeader, FormInput, LabelledField, LoadError, SecondFactorRule, SkeletonRows],
  template: `
    <ry-admin-header [title]="t('admin.home.company.title')" />
    @if (company.error(); as error) {
      <ry-load-error [error]="error" (retry)="company.reload()" />
    } @else if (company.hasValue()) {
      <form class="ry-card" novalidate (submit)="$event.preventDefault(); save()">
        <ry-field for="company-name" required [label]="t('admin.company.name')" [error]="form.controls.name.error()">
          <input id="company-name" [ryInput]="form.controls.name" />
        </ry-field>
        <ry-field for="company-locale" [label]="t('admin.company.locale')" [help]="t('admin.company.localeHelp')">
          <select id="company-locale" [ryInput]="form.controls.locale">
            @for (locale of locales; track locale) {
              <option [value]="locale">{{ locale === 'en' ? 'English' : '简体中文' }}</option>
            }
          </select>
        </ry-field>
        <ry-field
          for="company-zone"
          [label]="t('admin.company.timeZone')"
          [help]="t('admin.company.timeZoneHelp')"
          [error]="form.controls.timeZone.error()"
        >
          <input id="company-zone" list="time-zones" autocomplete="off" [ryInput]="form.controls.timeZone" />
        </ry-field>
        <datalist id="time-zones">
          @for (zone of zones; track zone) {
            <option [value]="zone"></option>
          }
        </datalist>
        <p class="ry-sub">
          {{ t('admin.company.code') }} <b>{{ company.value().code }}</b> · {{ t('admin.company.currency') }}
          <b>{{ company.value().baseCurrency }}</b>
        </p>
        @if (form.message(); as message) {
          <p class="ry-notice bad" role="alert">{{ message }}</p>
        }
        <div>
          <button type="submit" class="ry-btn primary" [disabled]="!form.dirty() || form.busy()">
            {{ t('kit.save') }}
          </button>
        </div>
      </form>
      <ry-second-factor-rule class="ry-card" [company]="company.value()" />
    } @else {
      <ry-skeleton-rows [rows]="4" [height]="56" />
    }
  `,
  styleUrl: '../frame/form-page.css',
})
export class CompanyPage {
  protected readonly t = injectTranslate();
  private readonly api = inject(CompanyApi);
  private readonly session = inject(SessionStore);
  private readonly toaster = inject(Toaster);
  protected readonly locales = LOCALES;
  protected readonly zones = Intl.supportedValuesOf('timeZone');
  protected readonly company = resource({ loader: () => this.api.get() });
  protected readonly form = injectSimpleForm(
    { name: '', locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    { required: ['name', 'timeZone'] },
  );

  constructor() {
    inject(UnsavedChanges).watch(() => this.form.dirty());
    effect(() => {
      if (!this.company.hasValue()) return;
      const { name, locale, timeZone } = this.company.value();
      untracked(() => this.form.reset({ name, locale, timeZone }));
    });
  }

  protected async save(): Promise<void> {
    const fine = await this.form.submit(async ({ name, locale, timeZone }) => {
      this.company.set(
        await this.api.update({
          name: name.trim(),
          locale: LOCALES.find((each) => each === locale) ?? 'zh-CN',
          timeZone: timeZone.trim(),
        }),
      );
      await this.session.refresh();
    });
    if (fine) void this.toaster.show(this.t('admin.home.saved'));
  }
}
