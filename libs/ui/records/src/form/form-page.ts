import { Location } from '@angular/common';
import { Component, computed, inject, input, resource } from '@angular/core';
import { Router } from '@angular/router';
import { ModuleStore, RecordApi } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { LoadError, SkeletonRows, injectTranslate } from '@ruyi/ui/kit';
import { oneOf } from '../one-of.js';
import { RecordForm, type Saved } from './record-form.js';

/** The page of a form: new, copied or edited. */
@Component({
  selector: 'ry-form-page',
  imports: [LoadError, RecordForm, SkeletonRows],
  styles: `
    :host {
      display: block;
      padding: 14px 20px 0;
      height: 100%;
      overflow: auto;
    }
    .paper {
      max-width: 980px;
      margin: 0 auto;
      padding: 16px 24px 0;
    }
    h1 {
      margin-bottom: 14px;
    }
    @media (max-width: 767px) {
      :host {
        padding: 0;
        height: auto;
        overflow: visible;
      }
      .paper {
        border: 0;
        border-radius: 0;
        padding: 12px 14px 0;
      }
    }
  `,
  template: `
    <div class="paper ry-card">
      @if (start.error(); as problem) {
        <ry-load-error [error]="problem" (retry)="start.reload()" />
      } @else if (start.hasValue()) {
        <h1>{{ title() }}</h1>
        <ry-record-form
          [module]="start.value().module"
          [record]="start.value().record"
          [copyOf]="start.value().copy"
          (saved)="done($event)"
          (cancelled)="back()"
        />
      } @else {
        <ry-skeleton-rows [rows]="8" />
      }
    </div>
  `,
})
export class FormPage {
  readonly module = input.required<string>();
  /** Of the record to edit. */
  readonly id = input<string>();
  /** Of the record to copy. */
  readonly copy = input<string>();

  protected readonly t = injectTranslate();
  private readonly words = inject(Words);
  private readonly modules = inject(ModuleStore);
  private readonly records = inject(RecordApi);
  private readonly router = inject(Router);
  private readonly location = inject(Location);

  protected readonly start = resource({
    params: () => ({ module: this.module(), id: this.id(), copy: this.copy() }),
    loader: async ({ params }) => {
      const [module, record, copy] = await Promise.all([
        this.modules.load(params.module),
        params.id ? this.records.get(params.module, params.id) : null,
        params.copy ? this.records.get(params.module, params.copy) : null,
      ]);
      return { module, record, copy };
    },
  });
  protected readonly title = computed(() => {
    if (!this.start.hasValue()) return '';
    const { module, record } = this.start.value();
    const words = oneOf(module.label, this.words.locale());
    if (!record) return this.t('records.new', { module: words });
    const name = record[module.nameField];
    return this.t('records.form.edit', { name: typeof name === 'string' ? name : words });
  });

  protected done({ record, mode }: Saved): void {
    if (mode === 'saveAndNew') {
      if (this.copy()) void this.router.navigate(['/m', this.module(), 'new']);
      return;
    }
    if (mode === 'toPool') return void this.router.navigate(['/m', this.module()]);
    if (this.id()) return this.back();
    void this.router.navigate(['/m', this.module(), record.id], { replaceUrl: true });
  }

  protected back(): void {
    // Back only where it stays inside: a form may be the first page that was opened.
    if (hasPageBefore(this.location.getState())) return this.location.back();
    const id = this.id();
    void this.router.navigate(id ? ['/m', this.module(), id] : ['/m', this.module()]);
  }
}

function hasPageBefore(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'navigationId' in state && Number(state.navigationId) > 1;
}
