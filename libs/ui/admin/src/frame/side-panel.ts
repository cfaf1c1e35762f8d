import { Component, input, output } from '@angular/core';
import { Drawer, Icon, injectTranslate } from '@ruyi/ui/kit';

/** The drawer of a settings page: title, way out, and what is inside. */
@Component({
  selector: 'ry-side-panel',
  imports: [Drawer, Icon],
  template: `
    <ry-drawer name="admin" [label]="title()" (closed)="closed.emit()">
      <header>
        <h2>{{ title() }}</h2>
        <button type="button" class="ry-btn icon" [attr.aria-label]="t('kit.close')" (click)="closed.emit()">
          <ry-icon name="close" />
        </button>
      </header>
      <div class="body"><ng-content /></div>
    </ry-drawer>
  `,
  styles: `
    :host {
      display: block;
      height: 100%;
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      padding: 10px 12px 10px 18px;
      border-bottom: 1px solid var(--ry-line);
    }
    h2 {
      font-size: 16px;
    }
    .body {
      padding: 16px 18px 32px;
    }
  `,
})
export class SidePanel {
  readonly title = input.required<string>();
  readonly closed = output();
  protected readonly t = injectTranslate();
}
