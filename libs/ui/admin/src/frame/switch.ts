import { Component, input, output } from '@angular/core';

let made = 0;

/** A line of a settings panel: what it is at the left, on or off at the right. */
@Component({
  selector: 'ry-switch',
  template: `
    <label [attr.for]="id">
      <span class="words">
        <span>{{ label() }}</span>
        @if (hint()) {
          <span class="ry-sub">{{ hint() }}</span>
        }
      </span>
      <input
        #box
        type="checkbox"
        role="switch"
        [id]="id"
        [checked]="checked()"
        [disabled]="disabled()"
        (change)="changed.emit(box.checked)"
      />
    </label>
    @if (error()) {
      <p class="error" role="alert">{{ error() }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    label {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 32px;
      cursor: pointer;
    }
    .words {
      flex: 1;
      min-width: 0;
    }
    .words .ry-sub {
      display: block;
      line-height: 16px;
    }
    input {
      appearance: none;
      position: relative;
      flex: none;
      width: 36px;
      height: 20px;
      margin: 0;
      border-radius: 10px;
      background: var(--ry-ink-3);
      cursor: pointer;
      transition: background 0.15s;
    }
    input::after {
      content: '';
      position: absolute;
      left: 2px;
      top: 2px;
      width: 16px;
      height: 16px;
      border-radius: 50%;
      background: #fff;
      transition: translate 0.15s;
    }
    input:checked {
      background: var(--ry-primary);
    }
    input:checked::after {
      translate: 16px 0;
    }
    input:disabled {
      opacity: 0.45;
      cursor: default;
    }
    .error {
      color: var(--ry-bad);
      font-size: 12px;
    }
  `,
})
export class Switch {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly checked = input.required<boolean>();
  readonly disabled = input(false);
  readonly error = input<string | null | undefined>('');
  readonly changed = output<boolean>();
  protected readonly id = `switch-${made++}`;
}
