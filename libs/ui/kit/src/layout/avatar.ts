import { Component, computed, input } from '@angular/core';

/** The disc with somebody's name: 李敏, 欧阳 → 阳; A B for Latin names. */
@Component({
  selector: 'ry-avatar',
  template: '<span aria-hidden="true">{{ initials() }}</span>',
  styles: `
    :host {
      display: inline-grid;
      place-items: center;
      flex: none;
      border-radius: 50%;
      background: light-dark(#d9e2ff, #2c3a6b);
      color: light-dark(#2449d0, #b9c9ff);
      font-weight: 600;
      line-height: 1;
      white-space: nowrap;
      overflow: hidden;
    }
  `,
  host: {
    '[style.width.px]': 'size()',
    '[style.height.px]': 'size()',
    '[style.font-size.px]': 'size() * 0.4',
    '[attr.title]': 'name()',
  },
})
export class Avatar {
  readonly name = input.required<string>();
  readonly size = input(28);

  protected readonly initials = computed(() => {
    const name = this.name().trim();
    const words = name.split(/\s+/);
    if (/^[\p{Script=Latin}]/u.test(name)) {
      return words
        .slice(0, 2)
        .map((word) => [...word][0]?.toUpperCase())
        .join('');
    }
    // The given name says more than one of a hundred surnames.
    return [...name].slice(-2).join('');
  });
}
