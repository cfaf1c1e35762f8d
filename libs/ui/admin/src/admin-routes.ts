import { inject } from '@angular/core';
import { Router, type Routes } from '@angular/router';
import { SessionStore } from '@ruyi/ui/data-access';
import { provideFieldStrings } from '@ruyi/ui/fields';
import { unsavedChangesGuard } from '@ruyi/ui/kit';
import { provideRecordStrings } from '@ruyi/ui/records';
import { administers } from './frame/administers-guard.js';
import { provideAdminStrings } from './i18n/admin-strings.js';

/** Leads to the first module that is switched on. */
const firstModule = (path: string) => () =>
  inject(Router).createUrlTree([path, inject(SessionStore).modules()[0]?.key ?? 'customers']);

/** Mounted at `/settings`. */
export const adminRoutes: Routes = [
  {
    path: '',
    providers: [provideAdminStrings(), provideFieldStrings()],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./home/settings-home.js').then((file) => file.SettingsHome),
      },
      { path: 'fields', pathMatch: 'full', canActivate: [firstModule('/settings/fields')], children: [] },
      {
        path: 'fields/:module',
        canActivate: [administers('metadata')],
        canDeactivate: [unsavedChangesGuard],
        runGuardsAndResolvers: 'pathParamsChange',
        loadComponent: () => import('./fields/field-designer.js').then((file) => file.FieldDesigner),
      },
      {
        path: 'pools',
        canActivate: [administers('pools')],
        canActivateChild: [administers('pools')],
        children: [
          { path: '', loadComponent: () => import('./pools/pool-list.js').then((file) => file.PoolList) },
          {
            path: ':id',
            canDeactivate: [unsavedChangesGuard],
            loadComponent: () => import('./pools/pool-page.js').then((file) => file.PoolPage),
          },
          {
            path: ':id/rules',
            canDeactivate: [unsavedChangesGuard],
            loadComponent: () => import('./pools/pool-rules-page.js').then((file) => file.PoolRulesPage),
          },
        ],
      },
      {
        path: 'people',
        canActivate: [administers('people')],
        canDeactivate: [unsavedChangesGuard],
        loadComponent: () => import('./people/user-list.js').then((file) => file.UserList),
      },
      {
        path: 'departments',
        canActivate: [administers('people')],
        canDeactivate: [unsavedChangesGuard],
        loadComponent: () => import('./people/department-list.js').then((file) => file.DepartmentList),
      },
      {
        path: 'invitations',
        canActivate: [administers('people')],
        loadComponent: () => import('./people/invitation-list.js').then((file) => file.InvitationList),
      },
      {
        path: 'roles',
        canActivate: [administers('roles')],
        children: [
          { path: '', loadComponent: () => import('./roles/role-list.js').then((file) => file.RoleList) },
          {
            path: ':id',
            canDeactivate: [unsavedChangesGuard],
            loadComponent: () => import('./roles/role-page.js').then((file) => file.RolePage),
          },
        ],
      },
      {
        path: 'keys',
        canActivate: [administers('people')],
        loadComponent: () => import('./keys/key-list.js').then((file) => file.KeyList),
      },
      {
        path: 'templates',
        canActivate: [administers('templates')],
        children: [
          { path: '', loadComponent: () => import('./templates/template-list.js').then((file) => file.TemplateList) },
          {
            path: ':id',
            canDeactivate: [unsavedChangesGuard],
            loadComponent: () => import('./templates/template-page.js').then((file) => file.TemplatePage),
          },
        ],
      },
      {
        path: 'senders',
        canActivate: [administers('senders')],
        canDeactivate: [unsavedChangesGuard],
        loadComponent: () => import('./senders/senders-page.js').then((file) => file.SendersPage),
      },
      { path: 'views', pathMatch: 'full', canActivate: [firstModule('/settings/views')], children: [] },
      {
        path: 'views/:module',
        providers: [provideRecordStrings()],
        canActivate: [administers('metadata')],
        canDeactivate: [unsavedChangesGuard],
        loadComponent: () => import('./views/view-list.js').then((file) => file.ViewList),
      },
      { path: 'duplicates', pathMatch: 'full', canActivate: [firstModule('/settings/duplicates')], children: [] },
      {
        path: 'duplicates/:module',
        canActivate: [administers('metadata')],
        canDeactivate: [unsavedChangesGuard],
        runGuardsAndResolvers: 'pathParamsChange',
        loadComponent: () => import('./duplicates/duplicate-rules-page.js').then((file) => file.DuplicateRulesPage),
      },
      {
        path: 'why',
        canActivate: [administers('roles', 'people')],
        loadComponent: () => import('./why/why-page.js').then((file) => file.WhyPage),
      },
      {
        path: 'company',
        canActivate: [administers('company')],
        canDeactivate: [unsavedChangesGuard],
        loadComponent: () => import('./company/company-page.js').then((file) => file.CompanyPage),
      },
      {
        path: 'webhooks',
        canActivate: [administers('webhooks')],
        children: [
          { path: '', loadComponent: () => import('./webhooks/webhook-list.js').then((file) => file.WebhookList) },
          {
            path: ':id',
            canDeactivate: [unsavedChangesGuard],
            loadComponent: () => import('./webhooks/webhook-page.js').then((file) => file.WebhookPage),
          },
        ],
      },
      {
        path: 'data-security',
        canActivate: [administers('audit', 'exportAll')],
        loadComponent: () => import('./data-security/data-security-page.js').then((file) => file.DataSecurityPage),
      },
      {
        path: 'audit',
        canActivate: [administers('audit')],
        loadComponent: () => import('./audit/audit-page.js').then((file) => file.AuditPage),
      },
    ],
  },
];
