import { Component, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PeopleApi } from '@ruyi/ui/data-access';
import { Icon, LoadError, SkeletonRows, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';

/** The company's roles. */
@Component({
  selector: 'ry-role-list',
  imports: [AdminHeader, Icon, LoadError, RouterLink, SkeletonRows],
  template: `
    <ry-admin-header [title]="t('admin.home.roles.title')">
      <a class="ry-btn" routerLink="/settings/why"><ry-icon name="eye" [size]="16" />{{ t('admin.home.why.title') }}</a>
      <a class="ry-btn primary" routerLink="/settings/roles/new"
        ><ry-icon name="plus" [size]="16" />{{ t('admin.roles.add') }}</a
      >
    </ry-admin-header>
    <p class="ry-sub">{{ t('admin.roles.addUp') }}</p>
    @if (roles.error(); as error) {
      <ry-load-error [error]="error" (retry)="roles.reload()" />
    } @else if (roles.hasValue()) {
      @for (role of roles.value().items; track role.id) {
        <a class="ry-card role" [routerLink]="['/settings/roles', role.id]">
          <span class="disc"><ry-icon name="role" [size]="22" /></span>
          <span class="ry-grow">
            <b>{{ role.name }}</b>
            @if (role.seeded) {
              <span class="ry-tag">{{ t('admin.roles.seeded') }}</span>
            }
            @if (role.disabled) {
              <span class="ry-tag warn">{{ t('admin.people.states.disabled') }}</span>
            }
          </span>
          <span class="ry-sub">{{ t('admin.people.members', { count: role.users }) }}</span>
          <ry-icon name="chevronRight" [size]="18" />
        </a>
      }
    } @else {
      <ry-skeleton-rows [rows]="5" [height]="64" />
    }
  `,
  styleUrl: '../frame/form-page.css',
  styles: `
    .ry-card.role {
      flex-direction: row;
      align-items: center;
      padding: 12px 16px;
      color: var(--ry-ink);
    }
    .role:hover {
      border-color: var(--ry-primary);
      text-decoration: none;
    }
    .disc {
      display: grid;
      place-items: center;
      width: 36px;
      height: 36px;
      border-radius: 10px;
      background: var(--ry-primary-soft);
      color: var(--ry-primary);
    }
    b {
      font-weight: 600;
      margin-right: 6px;
    }
  `,
})
export class RoleList {
  protected readonly t = injectTranslate();
  private readonly api = inject(PeopleApi);
  protected readonly roles = resource({ loader: () => this.api.roles() });
}
