import type { Routes } from '@angular/router';
import { provideAdminStrings } from './i18n/admin-strings.js';

/** Mounted at `/sends`. */
export const sendRoutes: Routes = [
  {
    path: '',
    providers: [provideAdminStrings()],
    children: [
      { path: '', loadComponent: () => import('./sends/send-list.js').then((file) => file.SendList) },
      { path: ':id', loadComponent: () => import('./sends/send-page.js').then((file) => file.SendPage) },
    ],
  },
];
