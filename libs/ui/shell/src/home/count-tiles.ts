import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { HOME_COUNT_CAP, type HomeCounts } from '@ruyi/ui/data-access';
import { injectFormat, injectTranslate } from '@ruyi/ui/kit';

interface Tile {
  readonly key: keyof HomeCounts;
  readonly query: Readonly<Record<string, string>>;
  /** Drawn as a warning when above zero. */
  readonly tone?: 'warn' | 'bad';
}

// The figures are of one's own customers; so are the lists behind them.
const mine = JSON.stringify({ field: 'ownerId', op: 'me' });
const expiring = JSON.stringify({ field: 'daysToReclaim', op: 'between', value: [0, 7] });

const TILES: readonly Tile[] = [
  { key: 'contactToday', query: { view: 'contactToday', filter: mine } },
  { key: 'overdue', query: { view: 'contactOverdue', filter: mine }, tone: 'bad' },
  { key: 'expiringSoon', query: { view: 'mine', filter: expiring }, tone: 'warn' },
  { key: 'newThisMonth', query: { view: 'createdThisMonth', filter: mine } },
  { key: 'mine', query: { view: 'mine' } },
];

/** The figures of the day; each leads to its list. */
@Component({
  selector: 'ry-count-tiles',
  imports: [RouterLink],
  template: `
    @for (tile of tiles; track tile.key) {
      <a routerLink="/m/customers" [queryParams]="tile.query">
        <span class="ry-sub">{{ t('shell.home.' + tile.key) }}</span>
        @if (counts(); as known) {
          <b [class]="known[tile.key] > 0 ? tile.tone : ''"
            >{{ format.number(known[tile.key]) }}{{ known[tile.key] >= cap ? '+' : '' }}</b
          >
        } @else {
          <b class="wait" aria-hidden="true"></b>
        }
      </a>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(5, 1fr);
      gap: 12px;
    }
    a {
      display: flex;
      flex-direction: column;
      gap: 6px;
      padding: 12px 16px 14px;
      background: var(--ry-card);
      border: 1px solid var(--ry-line);
      border-radius: var(--ry-radius);
      color: inherit;
      text-decoration: none;
    }
    a:hover {
      border-color: var(--ry-primary);
      text-decoration: none;
    }
    b {
      min-height: 32px;
      font-size: 26px;
      line-height: 32px;
      font-variant-numeric: tabular-nums;
    }
    .bad {
      color: var(--ry-bad);
    }
    .warn {
      color: var(--ry-warn);
    }
    .wait {
      width: 48px;
      border-radius: 6px;
      background: var(--ry-neutral-soft);
    }
    @media (max-width: 767px) {
      :host {
        grid-template-columns: repeat(6, 1fr);
        gap: 8px;
      }
      a {
        grid-column: span 2;
        padding: 10px 12px;
      }
      a:nth-child(-n + 2) {
        grid-column: span 3;
      }
      b {
        font-size: 22px;
        line-height: 28px;
        min-height: 28px;
      }
    }
  `,
})
export class CountTiles {
  /** Null while they are under way. */
  readonly counts = input.required<HomeCounts | null>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly tiles = TILES;
  protected readonly cap = HOME_COUNT_CAP;
}
