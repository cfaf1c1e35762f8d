import { Component, input } from '@angular/core';
import { injectPageTitle } from './page-title.js';

/** Title of a page (and of the browser's tab), with its actions on the right: put buttons inside. */
@Component({
  selector: 'ry-page-header',
  template: `
    <h1>{{ title() }}</h1>
    @if (subtitle()) {
      <span class="ry-sub">{{ subtitle() }}</span>
    }
    <ng-content select="[beside]" />
    <span class="ry-grow"></span>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      flex-wrap: wrap;
      gap: 8px;
      min-height: 32px;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    @media (max-width: 767px) {
      h1 {
        font-size: 20px;
      }
      .actions {
        gap: 8px 4px;
        margin-left: auto;
      }
    }
  `,
})
export class PageHeader {
  readonly title = input.required<string>();
  readonly subtitle = input('');

  constructor() {
    injectPageTitle(this.title);
  }
}
