import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState, injectPageTitle, injectTranslate } from '@ruyi/ui/kit';

@Component({
  selector: 'ry-not-found',
  imports: [EmptyState, RouterLink],
  template: `
    <h1 class="ry-visually-hidden">{{ t('shell.system.notFoundTitle') }}</h1>
    <ry-empty-state icon="help" [title]="t('shell.system.notFoundTitle')" [text]="t('shell.system.notFoundText')">
      <a class="ry-btn primary" routerLink="/">{{ t('shell.system.goHome') }}</a>
    </ry-empty-state>
  `,
})
export class NotFound {
  protected readonly t = injectTranslate();

  constructor() {
    injectPageTitle(() => this.t('shell.system.notFoundTitle'));
  }
}
