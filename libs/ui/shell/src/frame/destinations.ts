import { computed, inject, type Signal } from '@angular/core';
import { SessionStore } from '@ruyi/ui/data-access';
import { injectLabel, injectTranslate } from '@ruyi/ui/kit';

/** A place that the menus and the command palette lead to. */
export interface Destination {
  readonly key: string;
  readonly text: string;
  readonly icon: string;
  readonly link: string;
  /** Active only at exactly this address. */
  readonly exact?: boolean;
}

/** A kind of record that the user may create. */
export interface Creation {
  readonly module: string;
  readonly text: string;
  readonly icon: string;
  readonly link: string;
}

export interface Destinations {
  /** Home, modules in the company's order, with the pool behind the module that has one. */
  readonly work: Signal<readonly Destination[]>;
  readonly settings: Signal<Destination | null>;
  readonly creations: Signal<readonly Creation[]>;
}

/** Where the signed-in user can go and what they can create, from their modules and permissions. */
export function injectDestinations(): Destinations {
  const session = inject(SessionStore);
  const t = injectTranslate();
  const label = injectLabel();
  const visible = computed(() => session.modules().filter((module) => session.can('read', module.key)));
  return {
    work: computed(() => [
      { key: 'home', text: t('shell.nav.home'), icon: 'home', link: '/', exact: true },
      ...visible().flatMap((module) => {
        const own: Destination = {
          key: module.key,
          text: label(module.label),
          icon: module.icon,
          link: `/m/${module.key}`,
        };
        const pool: Destination = { key: 'pool', text: t('shell.nav.pool'), icon: 'pool', link: '/pool' };
        return module.poolable ? [own, pool] : [own];
      }),
      ...(visible().some((module) => session.can('create', module.key))
        ? [{ key: 'duplicates', text: t('shell.nav.duplicates'), icon: 'copy', link: '/duplicates' }]
        : []),
      { key: 'sends', text: t('shell.nav.sends'), icon: 'send', link: '/sends' },
    ]),
    settings: computed(() =>
      session.isAdmin()
        ? { key: 'settings', text: t('shell.nav.settings'), icon: 'settings', link: '/settings' }
        : null,
    ),
    creations: computed(() =>
      visible()
        .filter((module) => session.can('create', module.key))
        .map((module) => ({
          module: module.key,
          text: t('shell.nav.createRecord', { module: label(module.label) }),
          icon: module.icon,
          link: `/m/${module.key}/new`,
        })),
    ),
  };
}
