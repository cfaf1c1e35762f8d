import { Component, computed, inject, input, output } from '@angular/core';
import { labelText, POOL_EVENTS, RECORD_EVENTS } from '@ruyi/contract/metadata';
import { SessionStore } from '@ruyi/ui/data-access';
import { LocaleStore, injectTranslate } from '@ruyi/ui/kit';

/** What a webhook hears of, by module. */
@Component({
  selector: 'ry-event-choice',
  template: `
    @for (module of modules(); track module.key) {
      <fieldset>
        <legend>{{ module.name }}</legend>
        @for (event of module.events; track event.key) {
          <label>
            <input
              #box
              type="checkbox"
              [checked]="chosen().includes(event.key)"
              (change)="toggle(event.key, box.checked)"
            />
            {{ t('admin.webhooks.event.' + event.name) }}
          </label>
        }
      </fieldset>
    }
    @if (error()) {
      <p role="alert">{{ error() }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 0 16px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      color: var(--ry-ink-2);
      font-size: 13px;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 32px;
    }
    p {
      color: var(--ry-bad);
      font-size: 12px;
    }
  `,
})
export class EventChoice {
  readonly chosen = input.required<readonly string[]>();
  readonly error = input<string | null>(null);
  readonly changed = output<readonly string[]>();

  protected readonly t = injectTranslate();
  private readonly locale = inject(LocaleStore).locale;
  private readonly session = inject(SessionStore);
  protected readonly modules = computed(() =>
    this.session.modules().map(({ key, label, poolable }) => ({
      key,
      name: labelText(label, this.locale()),
      events: RECORD_EVENTS.filter((event) => poolable || !POOL_EVENTS.has(event)).map((name) => ({
        name,
        key: `${key}.${name}`,
      })),
    })),
  );

  protected toggle(event: string, on: boolean): void {
    const others = this.chosen().filter((each) => each !== event);
    this.changed.emit(on ? [...others, event] : others);
  }
}
