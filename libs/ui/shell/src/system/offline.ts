import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { EmptyState, Icon, injectTranslate } from '@ruyi/ui/kit';

/** Shown when the very first call finds no server. */
@Component({
  selector: 'ry-offline',
  imports: [EmptyState, Icon],
  template: `
    <main>
      <ry-empty-state icon="warning" [title]="t('shell.system.offlineTitle')" [text]="t('shell.system.offlineText')">
        <button class="ry-btn primary" type="button" (click)="again()">
          <ry-icon name="refresh" [size]="16" />{{ t('kit.retry') }}
        </button>
      </ry-empty-state>
    </main>
  `,
  styles: `
    main {
      display: grid;
      place-items: center;
      min-height: 100dvh;
    }
  `,
})
export class Offline {
  /** Query parameter: where one was going. */
  readonly next = input<string>('/');

  protected readonly t = injectTranslate();
  private readonly router = inject(Router);

  protected again(): void {
    void this.router.navigateByUrl(this.next(), { onSameUrlNavigation: 'reload' });
  }
}
