import { Component, input } from '@angular/core';
import type { TextPiece } from './text-pieces.js';

/** A text with what of it was found marked. */
@Component({
  selector: 'ry-marked-text',
  // Elements alone: text beside them would bring spaces between the pieces.
  template: `@for (piece of pieces(); track $index) {
    <span [class.found]="piece.marked">{{ piece.text }}</span>
  }`,
  styles: `
    .found {
      color: var(--ry-primary);
      font-weight: 600;
    }
  `,
})
export class MarkedText {
  readonly pieces = input.required<readonly TextPiece[]>();
}
