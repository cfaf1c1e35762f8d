import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { injectTranslate } from '@ruyi/ui/kit';

const TABS = ['people', 'departments', 'invitations'] as const;

/** 员工, 部门, 邀请: three pages that belong together. */
@Component({
  selector: 'ry-people-tabs',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav [attr.aria-label]="t('admin.people.tabs')">
      @for (tab of tabs; track tab) {
        <a [routerLink]="'/settings/' + tab" routerLinkActive="on" ariaCurrentWhenActive="page">{{
          t('admin.people.tab.' + tab)
        }}</a>
      }
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      gap: 20px;
      margin-top: 6px;
      border-bottom: 1px solid var(--ry-line);
    }
    a {
      padding: 8px 2px;
      color: var(--ry-ink-2);
    }
    a:hover {
      text-decoration: none;
      color: var(--ry-primary);
    }
    .on {
      color: var(--ry-primary);
      font-weight: 600;
      box-shadow: inset 0 -2px 0 var(--ry-primary);
    }
  `,
})
export class PeopleTabs {
  protected readonly t = injectTranslate();
  protected readonly tabs = TABS;
}
