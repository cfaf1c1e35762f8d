import { Component, input } from '@angular/core';

let nextId = 0;

/** The staff of the Monkey King on its orange tile. */
@Component({
  selector: 'ry-logo',
  template: `
    <svg viewBox="0 0 40 40" [attr.width]="size()" [attr.height]="size()" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient [id]="fill" x1="0" y1="0" x2="1" y2="1">
          <stop stop-color="#ffb93b" />
          <stop offset="1" stop-color="#f0582f" />
        </linearGradient>
      </defs>
      <rect width="40" height="40" rx="10" [attr.fill]="'url(#' + fill + ')'" />
      <text x="20" y="27" text-anchor="middle" font-size="20" font-weight="700" fill="#fff">如</text>
    </svg>
  `,
  styles: ':host { display: inline-flex; }',
})
export class Logo {
  readonly size = input(40);
  /** One of its own: a gradient inside something hidden paints nothing elsewhere. */
  protected readonly fill = `ry-logo-${nextId++}`;
}
