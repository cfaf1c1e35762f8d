import { Component, input, resource } from '@angular/core';

/** A QR code, drawn as one path; what draws it is fetched when first shown. */
@Component({
  selector: 'ry-qr-code',
  template: `
    @if (drawing.hasValue()) {
      @let code = drawing.value();
      <svg role="img" [attr.aria-label]="label()" [attr.viewBox]="'-4 -4 ' + (code.size + 8) + ' ' + (code.size + 8)">
        <path [attr.d]="code.path" />
      </svg>
    }
  `,
  styles: `
    :host {
      display: block;
      width: 180px;
      height: 180px;
    }
    svg {
      width: 100%;
      height: 100%;
      border-radius: 8px;
      background: #fff;
      shape-rendering: crispEdges;
    }
    path {
      fill: #111827;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  protected readonly drawing = resource({
    params: () => this.text(),
    loader: async ({ params }) => (await import('./draw-qr-code.js')).drawQrCode(params),
  });
}
