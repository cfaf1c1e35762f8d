import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ModuleStore, type ApiRecord } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Breakpoint, Icon } from '@ruyi/ui/kit';
import { RecordDetail } from './record-detail.js';

/** A record as a page of its own. */
@Component({
  selector: 'ry-detail-page',
  imports: [Icon, RecordDetail, RouterLink],
  styles: `
    :host {
      display: block;
      padding: 14px 20px;
      height: 100%;
      overflow: auto;
    }
    nav {
      display: flex;
      align-items: center;
      gap: 4px;
      max-width: 1080px;
      margin: 0 auto 10px;
      color: var(--ry-ink-2);
    }
    .paper {
      max-width: 1080px;
      margin: 0 auto;
      overflow: clip;
    }
    @media (max-width: 767px) {
      :host {
        padding: 0;
        height: auto;
        overflow: visible;
      }
      .paper {
        border: 0;
        border-radius: 0;
      }
    }
  `,
  template: `
    @if (!screen.phone()) {
      <nav>
        <a [routerLink]="['/m', module()]">{{ words.of(modules.module(module())()?.label) }}</a><ry-icon
          name="chevronRight"
          [size]="14"
        />
        <span class="ry-clip" aria-current="page">{{ name() }}</span>
      </nav>
    }
    <div class="paper ry-card">
      <ry-record-detail
        [moduleKey]="module()"
        [recordId]="id()"
        (changed)="shown.set($event)"
        (closed)="toList()"
        (removed)="toList()"
      />
    </div>
  `,
})
export class DetailPage {
  readonly module = input.required<string>();
  readonly id = input.required<string>();
  protected readonly words = inject(Words);
  protected readonly screen = inject(Breakpoint);
  protected readonly modules = inject(ModuleStore);
  private readonly router = inject(Router);
  protected readonly shown = signal<ApiRecord | null>(null);
  protected readonly name = computed(() => {
    const record = this.shown();
    const key = this.modules.module(this.module())()?.nameField;
    const name = record && key && record.id === this.id() ? record[key] : null;
    return typeof name === 'string' ? name : '';
  });

  protected toList(): void {
    void this.router.navigate(['/m', this.module()]);
  }
}
