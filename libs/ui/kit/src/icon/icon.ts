import { Component, computed, input } from '@angular/core';
import { ICON_PATHS, isIconName, type IconName } from './icon-paths.js';

/** Icons that module definitions and other metadata call by other names. */
const ALIASES: Readonly<Record<string, IconName>> = {
  customers: 'customer',
  contacts: 'contact',
  followUps: 'followUp',
  'follow-up': 'followUp',
  'follow-ups': 'followUp',
  leads: 'lead',
  opportunities: 'opportunity',
  products: 'product',
  tasks: 'task',
  apartment: 'customer',
  forum: 'followUp',
  person: 'user',
  building: 'company',
};

/** A line icon, sized by `size` and coloured by the text around it. Decoration: the control around it carries the label. */
@Component({
  selector: 'ry-icon',
  template: `
    <svg viewBox="0 0 24 24" [attr.width]="size()" [attr.height]="size()" aria-hidden="true" focusable="false">
      <path [attr.d]="path()" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      vertical-align: middle;
    }
    svg {
      stroke: currentColor;
      fill: none;
      stroke-width: 1.6;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    :host(.filled) svg {
      fill: currentColor;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName | (string & {})>();
  readonly size = input(18);

  protected readonly path = computed(() => {
    const name = this.name();
    return ICON_PATHS[isIconName(name) ? name : (ALIASES[name] ?? 'module')];
  });
}
