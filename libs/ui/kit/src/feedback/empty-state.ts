import { Component, input } from '@angular/core';
import { Icon } from '../icon/icon.js';

/** Nothing here yet, and what to do next: put buttons inside. */
@Component({
  selector: 'ry-empty-state',
  imports: [Icon],
  template: `
    <span class="disc"><ry-icon [name]="icon()" [size]="28" /></span>
    <h2>{{ title() }}</h2>
    @if (text()) {
      <p>{{ text() }}</p>
    }
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 8px;
      padding: 48px 16px;
      text-align: center;
    }
    .disc {
      display: grid;
      place-items: center;
      width: 64px;
      height: 64px;
      border-radius: 50%;
      background: var(--ry-primary-soft);
      color: var(--ry-primary);
    }
    p {
      color: var(--ry-ink-2);
      max-width: 420px;
      text-wrap: balance;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 8px;
      margin-top: 8px;
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class EmptyState {
  readonly icon = input('inbox');
  readonly title = input.required<string>();
  readonly text = input('');
}
