import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { HomeApi, ModuleStore, NotificationStore, RecordApi, SessionStore } from '@ruyi/ui/data-access';
import {
  Breakpoint,
  EmptyState,
  Icon,
  LoadError,
  SkeletonRows,
  injectFormat,
  injectPageTitle,
  injectTranslate,
  zonedParts,
} from '@ruyi/ui/kit';
import { PaletteState } from '../search/palette-state.js';
import { CountTiles } from './count-tiles.js';
import { ContactList } from './contact-list.js';

const SHOWN = 20;

/** 工作台: what is to be done today, in figures and as a list to work through. */
@Component({
  selector: 'ry-home',
  imports: [ContactList, CountTiles, EmptyState, Icon, LoadError, RouterLink, SkeletonRows],
  templateUrl: './home.html',
  styleUrl: './home.scss',
})
export class Home {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly session = inject(SessionStore);
  protected readonly screen = inject(Breakpoint);
  protected readonly palette = inject(PaletteState);
  private readonly homeApi = inject(HomeApi);
  private readonly records = inject(RecordApi);
  protected readonly module = inject(ModuleStore).module('customers');

  private readonly notices = inject(NotificationStore);
  /** Undefined, and nothing is asked, for somebody who has nothing to do with customers. */
  private readonly mayRead = () => {
    // A notice may mean another customer of mine: read again.
    const newest = this.notices.arrived()?.id ?? 'none';
    return this.session.can('read', 'customers') ? newest : undefined;
  };
  protected readonly counts = resource({ params: this.mayRead, loader: () => this.homeApi.home() });
  protected readonly today = resource({ params: this.mayRead, loader: () => this.view('contactToday') });
  protected readonly overdue = resource({ params: this.mayRead, loader: () => this.view('contactOverdue') });
  protected readonly mine = JSON.stringify({ field: 'ownerId', op: 'me' });

  protected readonly hello = computed(() => {
    const hour = Number(zonedParts(this.session.now(), this.session.timeZone()).hour);
    const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
    return this.t(`shell.home.hello.${part}`, { name: this.session.user()?.name ?? '' });
  });
  protected readonly date = computed(() => this.format.longDate(this.session.now()));
  /** A company that has nothing yet needs a beginning, not a report. */
  protected readonly isNew = computed(() => {
    const counts = this.counts.hasValue() ? this.counts.value().counts : null;
    return counts !== null && counts.mine === 0 && counts.newThisMonth === 0;
  });

  constructor() {
    injectPageTitle(() => this.t('shell.nav.home'));
  }

  private async view(view: string) {
    const { items } = await this.records.list('customers', {
      view,
      filter: { field: 'ownerId', op: 'me' },
      limit: SHOWN,
    });
    return items;
  }
}
