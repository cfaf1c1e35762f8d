import type { Routes } from '@angular/router';
import { provideShellStrings } from './i18n/shell-strings.js';
import { secondFactorMissingOnly, signedInOnly, signedOutOnly } from './session/guards.js';

/** Every address of the client. */
export const shellRoutes: Routes = [
  {
    path: '',
    providers: [provideShellStrings()],
    children: [
      {
        path: 'login',
        canActivate: [signedOutOnly],
        loadComponent: () => import('./auth/login.js').then((file) => file.Login),
      },
      {
        path: 'signup',
        canActivate: [signedOutOnly],
        loadComponent: () => import('./auth/sign-up.js').then((file) => file.SignUp),
      },
      { path: 'forgot', loadComponent: () => import('./auth/forgot-password.js').then((file) => file.ForgotPassword) },
      {
        path: 'reset/:token',
        loadComponent: () => import('./auth/reset-password.js').then((file) => file.ResetPassword),
      },
      { path: 'join/:token', loadComponent: () => import('./auth/join.js').then((file) => file.Join) },
      {
        path: 'second-factor',
        canActivate: [secondFactorMissingOnly],
        loadComponent: () => import('./auth/must-set-up.js').then((file) => file.MustSetUp),
      },
      { path: 'offline', loadComponent: () => import('./system/offline.js').then((file) => file.Offline) },
      {
        path: '',
        canActivate: [signedInOnly],
        loadComponent: () => import('./frame/shell.js').then((file) => file.Shell),
        children: [
          { path: '', pathMatch: 'full', loadComponent: () => import('./home/home.js').then((file) => file.Home) },
          { path: 'messages', loadComponent: () => import('./messages/messages.js').then((file) => file.Messages) },
          { path: 'jobs', loadComponent: () => import('./jobs/job-page.js').then((file) => file.JobPage) },
          { path: 'jobs/:id', loadComponent: () => import('./jobs/job-page.js').then((file) => file.JobPage) },
          { path: 'mine', loadComponent: () => import('./mine/mine.js').then((file) => file.Mine) },
          {
            path: 'm/:module',
            data: { preload: true },
            loadChildren: () => import('@ruyi/ui/records').then((library) => library.recordRoutes),
          },
          { path: 'pool', loadChildren: () => import('@ruyi/ui/records').then((library) => library.poolRoutes) },
          {
            path: 'duplicates',
            loadChildren: () => import('@ruyi/ui/records').then((library) => library.duplicateRoutes),
          },
          { path: 'settings', loadChildren: () => import('@ruyi/ui/admin').then((library) => library.adminRoutes) },
          { path: 'sends', loadChildren: () => import('@ruyi/ui/admin').then((library) => library.sendRoutes) },
          { path: '**', loadComponent: () => import('./system/not-found.js').then((file) => file.NotFound) },
        ],
      },
    ],
  },
];
