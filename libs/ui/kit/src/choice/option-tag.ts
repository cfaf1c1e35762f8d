import { Component, input } from '@angular/core';

/** An option in its own colour: the text keeps its contrast in light and dark whatever the admin chose. */
@Component({
  selector: 'ry-option-tag',
  template: '<ng-content />',
  host: {
    class: 'ry-tag',
    '[class.tinted]': '!!color()',
    '[style.--tint]': 'color() || null',
  },
})
export class OptionTag {
  /** `#rrggbb`. */
  readonly color = input<string>();
}
