import { Component, input } from '@angular/core';

/** An option in its own colour: the text keeps its contrast in light and dark whatever the admin chose. */
@Component({
  selector: 'ry-option-tag',
  template: '<ng-content />',
  host: {
    class: 'ry-tag',
    '[style.background]': `color() ? 'color-mix(in srgb, ' + color() + ' 14%, var(--ry-card))' : null`,
    '[style.color]': `color() ? 'color-mix(in srgb, ' + color() + ' 55%, var(--ry-ink))' : null`,
  },
})
export class OptionTag {
  /** `#rrggbb`. */
  readonly color = input<string>();
}
