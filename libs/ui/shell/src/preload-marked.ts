import { Injectable } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { EMPTY, timer, type Observable, switchMap } from 'rxjs';

/** After the first page is on the screen, a little later than whatever it asks for itself. */
const PAUSE_MS = 1_500;

/** Fetches the pages that nearly everybody opens next (`data: { preload: true }`) while nothing else is going on. */
@Injectable({ providedIn: 'root' })
export class PreloadMarked implements PreloadingStrategy {
  preload(route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return route.data?.['preload'] ? timer(PAUSE_MS).pipe(switchMap(load)) : EMPTY;
  }
}
