import type { Routes } from '@angular/router';

/** Mounted at `/sends`. */
export const sendRoutes: Routes = [];
