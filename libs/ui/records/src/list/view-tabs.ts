import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import type { View } from '@ruyi/contract/metadata';
import type { Total, UserPick } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Icon, injectFormat, injectTranslate } from '@ruyi/ui/kit';

/** A view, and of 下属负责的 whose. */
export interface ViewWish {
  readonly view: string;
  readonly subordinate: string | null;
}

/** The views of a module: pinned ones as tabs, the others behind 更多视图. On a phone chips to push sideways. */
@Component({
  selector: 'ry-view-tabs',
  imports: [Icon, MatMenuModule],
  styleUrl: './view-tabs.css',
  template: `
    <nav [attr.aria-label]="t('records.view.label')">
      @for (view of shown(); track view.key) {
        @if (view.choosesSubordinate) {
          <button
            type="button"
            class="tab"
            [class.on]="view.key === current()"
            [attr.aria-current]="view.key === current() ? 'page' : null"
            [matMenuTriggerFor]="subordinatesMenu"
            [matMenuTriggerData]="{ view }"
            (menuOpened)="subordinatesAsked.emit()"
          >
            {{ words.of(view.label) }}
            @if (chosenSubordinate(); as name) {
              ：{{ name }}
            }
            <ry-icon name="chevronDown" [size]="14" />
          </button>
        } @else {
          <button
            type="button"
            class="tab"
            [class.on]="view.key === current()"
            [attr.aria-current]="view.key === current() ? 'page' : null"
            (click)="chosen.emit({ view: view.key, subordinate: null })"
          >
            {{ words.of(view.label) }}
            @if (counts()[view.key]; as count) {
              <i>{{ format.number(count.value) }}{{ count.exact ? '' : '+' }}</i>
            }
          </button>
        }
      }
      @if (more().length > 0 || own()) {
        <button type="button" class="tab" [matMenuTriggerFor]="moreMenu">
          {{ t('records.view.more') }} <ry-icon name="chevronDown" [size]="14" />
        </button>
      }
    </nav>
    <ng-content />
    <mat-menu #moreMenu="matMenu" class="ry-views-menu">
      @for (view of more(); track view.key) {
        <button mat-menu-item type="button" (click)="chosen.emit({ view: view.key, subordinate: null })">
          {{ words.of(view.label) }}
        </button>
      }
      @if (own(); as view) {
        @if (changed()) {
          <button mat-menu-item type="button" (click)="updated.emit(view)">
            {{ t('records.view.update', { name: words.of(view.label) }) }}
          </button>
        }
        <button mat-menu-item type="button" (click)="renamed.emit(view)">
          {{ t('records.view.rename', { name: words.of(view.label) }) }}
        </button>
        <button mat-menu-item type="button" class="remove" (click)="removed.emit(view)">
          {{ t('records.view.delete', { name: words.of(view.label) }) }}
        </button>
      }
    </mat-menu>
    <mat-menu #subordinatesMenu="matMenu">
      <ng-template matMenuContent let-view="view">
        <button mat-menu-item type="button" (click)="chosen.emit({ view: view.key, subordinate: null })">
          {{ t('records.view.allSubordinates') }}
        </button>
        @for (user of subordinates(); track user.id) {
          <button mat-menu-item type="button" (click)="chosen.emit({ view: view.key, subordinate: user.id })">
            {{ user.name }}
            @if (user.departmentName) {
              <span class="ry-sub">{{ user.departmentName }}</span>
            }
          </button>
        }
      </ng-template>
    </mat-menu>
  `,
})
export class ViewTabs {
  readonly views = input.required<readonly View[]>();
  readonly current = input.required<string | undefined>();
  readonly counts = input.required<Readonly<Record<string, Total>>>();
  readonly subordinate = input.required<string | null>();
  readonly subordinates = input.required<readonly UserPick[]>();
  /** The view on screen, where the reader may delete it. */
  readonly own = input<View | null>(null);
  readonly chosen = output<ViewWish>();
  /** The list shows something else than the view says. */
  readonly changed = input(false);
  readonly removed = output<View>();
  readonly renamed = output<View>();
  readonly updated = output<View>();
  readonly subordinatesAsked = output<void>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly words = inject(Words);
  private readonly pinned = computed(() => {
    const pinned = this.views().filter((view) => view.pinned);
    return pinned.length > 0 ? pinned : this.views().slice(0, 6);
  });
  /** The view on screen always has its tab, also when it lives behind 更多视图. */
  protected readonly shown = computed(() => {
    const pinned = this.pinned();
    const current = this.views().find((view) => view.key === this.current());
    return current && !pinned.includes(current) ? [...pinned, current] : pinned;
  });
  protected readonly more = computed(() => this.views().filter((view) => !this.shown().includes(view)));
  protected readonly chosenSubordinate = computed(
    () => this.subordinates().find((user) => user.id === this.subordinate())?.name,
  );
}
