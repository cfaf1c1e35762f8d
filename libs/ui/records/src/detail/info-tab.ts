import { Component, computed, inject, input } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { SessionStore, type ApiRecord } from '@ruyi/ui/data-access';
import { fieldState, subjectOf } from '@ruyi/contract/query';
import { FieldDisplayHost, FieldEnvironment, Words } from '@ruyi/ui/fields';
import { ConsentPanel } from './consent-panel.js';
import { takesConsent } from '../actions/record-action.js';
import { sectionsOf } from '../form/form-layout.js';

/** 资料: the fields by the detail page's layout. */
@Component({
  selector: 'ry-info-tab',
  imports: [ConsentPanel, FieldDisplayHost],
  styles: `
    :host {
      display: block;
      container-type: inline-size;
    }
    h3 {
      margin: 4px 0 8px;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 12px 20px;
      margin: 0 0 20px;
    }
    .wide {
      grid-column: 1 / -1;
    }
    dt {
      color: var(--ry-ink-2);
      font-size: 12px;
      margin-bottom: 2px;
    }
    dd {
      margin: 0;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    @container (max-width: 330px) {
      dl {
        grid-template-columns: 1fr;
      }
    }
  `,
  template: `
    @for (section of sections(); track section.key) {
      <h3>{{ words.of(section.label) }}</h3>
      <dl>
        @for (placed of section.fields; track placed.field.key) {
          <div [class.wide]="placed.span > 6">
            <dt>{{ words.of(placed.field.label) }}</dt>
            <dd>
              <ry-field-display
                [field]="placed.field"
                [value]="record()[placed.field.key]"
                [text]="record()._display[placed.field.key]"
              />
            </dd>
          </div>
        }
      </dl>
    }
    @if (consented()) {
      <ry-consent-panel [module]="module()" [record]="record()" />
    }
  `,
})
export class InfoTab {
  readonly module = input.required<ModuleDescription>();
  readonly record = input.required<ApiRecord>();
  protected readonly words = inject(Words);
  private readonly session = inject(SessionStore);
  private readonly environment = inject(FieldEnvironment);
  protected readonly consented = computed(() => !this.record().deletedAt && takesConsent(this.module()));
  protected readonly sections = computed(() => {
    const module = this.module();
    const record = this.record();
    const access = (key: string) => this.session.fieldAccess(module.key, key);
    const subject = subjectOf(new Map(module.fields.map((field) => [field.key, field])), record);
    const env = {
      ...this.environment.values(),
      now: this.environment.now(),
      userId: this.session.user()?.id ?? null,
    };
    const readable = (key: string) => ['read', 'edit'].includes(access(key));
    return sectionsOf(module, 'detail', (key) => (key in record ? access(key) : 'hidden'))
      .map((section) => ({
        ...section,
        fields: section.fields.filter(({ field }) => fieldState(field, subject, env, readable).shown),
      }))
      .filter(({ fields }) => fields.length > 0);
  });
}
