import { Component, computed, inject, input, output } from '@angular/core';
import { FileApi } from '@ruyi/ui/data-access';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { FileNames, sizeText } from './file-names.js';

/** Files to open, images as small pictures. */
@Component({
  selector: 'ry-file-list',
  imports: [Icon],
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 4px;
      max-width: 100%;
      min-width: 0;
      border: 1px solid var(--ry-line);
      border-radius: 6px;
      padding: 3px 4px 3px 8px;
      background: var(--ry-card);
      position: relative;
    }
    li.image {
      padding: 0;
      overflow: hidden;
    }
    img {
      width: 72px;
      height: 72px;
      object-fit: cover;
      display: block;
    }
    a {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
    }
    .size {
      color: var(--ry-ink-2);
      font-size: 12px;
      white-space: nowrap;
    }
    button {
      width: 24px;
      height: 24px;
      border: 0;
      border-radius: 12px;
      background: none;
      color: var(--ry-ink-2);
      cursor: pointer;
      padding: 0;
    }
    li.image button {
      position: absolute;
      right: 2px;
      top: 2px;
      background: rgb(20 26 40 / 70%);
      color: #fff;
    }
  `,
  template: `
    @if (files().length > 0) {
      <ul>
        @for (file of files(); track file.id) {
          <li [class.image]="images()">
            <a [href]="file.url" target="_blank" rel="noopener">
              @if (images()) {
                <img [src]="file.url" [alt]="file.name" loading="lazy" />
              } @else {
                <ry-icon name="file" [size]="16" />
                <span class="ry-clip">{{ file.name }}</span>
                @if (file.size) {
                  <span class="size">{{ file.size }}</span>
                }
              }
            </a>
            @if (removable()) {
              <button
                type="button"
                [attr.aria-label]="t('fields.remove', { name: file.name })"
                (click)="removed.emit(file.id)"
              >
                ×
              </button>
            }
          </li>
        }
      </ul>
    }
  `,
})
export class FileList {
  readonly ids = input.required<readonly string[]>();
  readonly images = input(false);
  readonly removable = input(false);
  readonly removed = output<string>();
  protected readonly t = injectTranslate();
  private readonly api = inject(FileApi);
  private readonly names = inject(FileNames);
  protected readonly files = computed(() =>
    this.ids().map((id, index) => {
      const info = this.names.of(id);
      const name = info?.name ?? this.t('fields.fileNumber', { number: index + 1 });
      return { id, name, url: this.api.url(id), size: info?.size === undefined ? '' : sizeText(info.size) };
    }),
  );
}
