import { Component, DestroyRef, ElementRef, inject, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { distinctUntilChanged, filter, map } from 'rxjs';
import { ServerSignals } from '@ruyi/ui/data-access';
import { Breakpoint, Shortcuts, injectTranslate } from '@ruyi/ui/kit';
import { JobTray } from '../jobs/job-tray.js';
import { CommandPalette } from '../search/command-palette.js';
import { PaletteState } from '../search/palette-state.js';
import { BottomBar } from './bottom-bar.js';
import { Rail } from './rail.js';
import { TopBar } from './top-bar.js';

/** The frame of every signed-in page. */
@Component({
  selector: 'ry-shell',
  imports: [BottomBar, CommandPalette, JobTray, Rail, RouterOutlet, TopBar],
  template: `
    <a class="skip" href="#main" (click)="$event.preventDefault(); main.focus()">{{ t('shell.nav.skip') }}</a>
    @if (!screen.phone()) {
      <ry-rail />
    }
    <div class="column">
      @if (!screen.phone()) {
        <ry-top-bar role="banner" />
      }
      @if (!online()) {
        <p class="offline" role="status">{{ t('shell.system.offlineBar') }}</p>
      }
      <main id="main" tabindex="-1" #main><router-outlet /></main>
      @if (screen.phone()) {
        <ry-bottom-bar />
      }
    </div>
    <ry-job-tray />
    <ry-command-palette />
  `,
  styles: `
    :host {
      display: flex;
      height: 100dvh;
    }
    ry-rail {
      width: 74px;
      flex: none;
    }
    .column {
      flex: 1;
      min-width: 0;
      display: flex;
      flex-direction: column;
    }
    main {
      flex: 1;
      min-height: 0;
      overflow: auto;
      outline: none;
    }
    .skip {
      position: fixed;
      left: 8px;
      top: -60px;
      z-index: 100;
      padding: 8px 12px;
      border-radius: 6px;
      background: var(--ry-card);
    }
    .skip:focus {
      top: 8px;
    }
    .offline {
      padding: 6px 16px;
      background: var(--ry-warn-soft);
      color: var(--ry-warn);
      text-align: center;
    }
  `,
})
export class Shell {
  protected readonly t = injectTranslate();
  protected readonly screen = inject(Breakpoint);
  protected readonly online = inject(ServerSignals).online;
  private readonly content = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    const palette = inject(PaletteState);
    const remove = inject(Shortcuts).add({ keys: 'mod+k', whileTyping: true, run: () => palette.show() });
    inject(DestroyRef).onDestroy(remove);
    // The page scrolls inside the frame, so the router cannot bring a new one to its top.
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split('?')[0]),
        distinctUntilChanged(),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.content().nativeElement.scrollTo(0, 0));
  }
}
