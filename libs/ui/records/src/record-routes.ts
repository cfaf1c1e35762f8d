import { Injector, inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { provideFieldStrings, RECORD_CREATOR } from '@ruyi/ui/fields';
import { unsavedChangesGuard } from '@ruyi/ui/kit';
import { recordCreator } from './form/create-in-place.js';
import { provideRecordStrings } from './i18n/record-strings.js';

const providers = [
  provideRecordStrings(),
  provideFieldStrings(),
  { provide: RECORD_CREATOR, useFactory: () => recordCreator(inject(Injector)) },
];

/** Mounted at `/m/:module`: the list, the form and the page of a record. */
export const recordRoutes: Routes = [
  {
    path: '',
    providers,
    children: [
      {
        path: '',
        pathMatch: 'full',
        data: { preload: true },
        loadComponent: () => import('./list/record-list.js').then((file) => file.RecordList),
      },
      {
        path: 'new',
        canDeactivate: [unsavedChangesGuard],
        loadComponent: () => import('./form/form-page.js').then((file) => file.FormPage),
      },
      { path: ':id', loadComponent: () => import('./detail/detail-page.js').then((file) => file.DetailPage) },
      {
        path: ':id/edit',
        canDeactivate: [unsavedChangesGuard],
        loadComponent: () => import('./form/form-page.js').then((file) => file.FormPage),
      },
    ],
  },
];

/** Mounted at `/duplicates`. */
export const duplicateRoutes: Routes = [
  {
    path: '',
    providers,
    children: [
      { path: '', loadComponent: () => import('./duplicates/duplicate-page.js').then((file) => file.DuplicatePage) },
    ],
  },
];

/** Mounted at `/pool`. */
export const poolRoutes: Routes = [
  {
    path: '',
    providers,
    children: [{ path: '', loadComponent: () => import('./pool/pool-page.js').then((file) => file.PoolPage) }],
  },
];
