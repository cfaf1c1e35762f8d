import type { Routes } from '@angular/router';

/** Mounted at `/settings`. */
export const adminRoutes: Routes = [];

/** Mounted at `/sends`. */
export const sendRoutes: Routes = [];
