import { Component, computed, inject, input } from '@angular/core';
import { isPlainObject, parseAddress } from '@ruyi/contract/field-values';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { RegionBox } from '../regions/region-box.js';
import { RegionStore } from '../regions/region-store.js';
import { Words } from '../words.js';

/** A region and the rest of the address. */
@Component({
  selector: 'ry-address-input',
  imports: [RegionBox],
  styleUrl: '../control.css',
  styles:
    '.both { display: flex; flex-wrap: wrap; gap: 6px } ry-region-box { flex: 1 1 180px } input.control { flex: 2 1 220px; width: auto }',
  template: `
    <div class="both">
      <ry-region-box
        [boxId]="control().id + '-region'"
        [label]="t('fields.addressRegion', { name: control().label() })"
        [codes]="codes()"
        [disabled]="control().disabled()"
        [invalid]="control().invalid()"
        (codesChange)="set({ region: $event[0] ?? null })"
        [explained]="!!control().stray"
        (strayed)="control().stray?.($event)"
        (left)="control().touch()"
      />
      <input
        #box
        class="control"
        type="text"
        autocomplete="off"
        [id]="control().id"
        [attr.aria-label]="t('fields.addressDetail', { name: control().label() })"
        [class.invalid]="control().invalid()"
        [attr.aria-invalid]="control().invalid() || null"
        [attr.aria-describedby]="control().describedBy()"
        [disabled]="control().disabled()"
        [placeholder]="words.of(control().field.placeholder) || t('fields.addressHint')"
        [value]="detail()"
        (input)="set({ detail: box.value })"
        (paste)="paste($event)"
        (blur)="control().touch()"
      />
    </div>
  `,
})
export class AddressInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly regions = inject(RegionStore);
  private readonly address = computed<Record<string, unknown>>(() => {
    const value = this.control().value();
    if (typeof value === 'string') return { region: null, detail: value };
    return isPlainObject(value) ? value : { region: null, detail: '' };
  });
  protected readonly detail = computed(() => {
    const { detail } = this.address();
    return typeof detail === 'string' ? detail : '';
  });
  protected readonly codes = computed(() => {
    const { region } = this.address();
    return typeof region === 'string' ? [region] : [];
  });

  /** A pasted address is split into its region and the rest. */
  protected async paste(event: ClipboardEvent): Promise<void> {
    const text = event.clipboardData?.getData('text') ?? '';
    if (text.length < 4 || this.detail() !== '' || this.codes().length > 0) return;
    event.preventDefault();
    this.set({ detail: text.trim() });
    await this.regions.load();
    const tree = this.regions.regions();
    const { region, detail } = tree ? parseAddress(tree, text) : { region: null, detail: text };
    if (region !== null && this.detail() === text.trim()) this.control().set({ ...this.address(), region, detail });
  }

  protected set(part: { readonly region: string | null } | { readonly detail: string }): void {
    const next: Record<string, unknown> = { ...this.address(), ...part };
    this.control().set(next['region'] === null && next['detail'] === '' && !next['geo'] ? null : next);
  }
}
