import { Component, input, output } from '@angular/core';
import type { RoleDetails } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';

/** The roles of a user, to be ticked. */
@Component({
  selector: 'ry-role-choice',
  template: `
    <fieldset>
      <legend>{{ t('admin.people.roles') }}</legend>
      @for (role of roles(); track role.id) {
        @if (!role.disabled || chosen().includes(role.id)) {
          <label>
            <input
              #box
              type="checkbox"
              [checked]="chosen().includes(role.id)"
              (change)="toggle(role.id, box.checked)"
            />
            {{ role.name }}
          </label>
        }
      }
      @if (error()) {
        <p role="alert">{{ error() }}</p>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: 4px;
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
      width: 100%;
      color: var(--ry-bad);
      font-size: 12px;
    }
  `,
})
export class RoleChoice {
  readonly roles = input.required<readonly RoleDetails[]>();
  readonly chosen = input.required<readonly string[]>();
  readonly error = input<string | null>(null);
  readonly changed = output<readonly string[]>();
  protected readonly t = injectTranslate();

  protected toggle(id: string, on: boolean): void {
    const others = this.chosen().filter((each) => each !== id);
    this.changed.emit(on ? [...others, id] : others);
  }
}
