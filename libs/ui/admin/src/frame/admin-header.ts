import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, PageHeader, injectTranslate } from '@ruyi/ui/kit';

/** Title of a settings page with the way back; buttons go inside. */
@Component({
  selector: 'ry-admin-header',
  imports: [Icon, PageHeader, RouterLink],
  template: `
    <a class="ry-btn icon" [routerLink]="back()" [attr.aria-label]="backLabel() || t('admin.home.back')">
      <ry-icon name="chevronLeft" />
    </a>
    <ry-page-header [title]="title()" [subtitle]="subtitle()">
      <ng-content select="[beside]" ngProjectAs="[beside]" />
      <ng-content />
    </ry-page-header>
  `,
  styles: `
    :host {
      display: flex;
      align-items: flex-start;
      gap: 4px;
      margin-left: -8px;
    }
    ry-page-header {
      flex: 1;
      min-width: 0;
    }
  `,
})
export class AdminHeader {
  readonly title = input.required<string>();
  readonly subtitle = input('');
  readonly back = input('/settings');
  readonly backLabel = input('');
  protected readonly t = injectTranslate();
}
