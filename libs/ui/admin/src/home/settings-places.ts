import type { AdminAction } from '@ruyi/contract/access';
import type { IconName } from '@ruyi/ui/kit';

export interface SettingsPlace {
  readonly key: string;
  readonly link: string;
  readonly icon: IconName;
  readonly needs: readonly AdminAction[];
}

export interface SettingsGroup {
  readonly key: string;
  readonly places: readonly SettingsPlace[];
}

/** The pages of the settings, in the order of the index. */
export const SETTINGS_GROUPS: readonly SettingsGroup[] = [
  {
    key: 'shape',
    places: [
      { key: 'fields', link: '/settings/fields', icon: 'columns', needs: ['metadata'] },
      { key: 'views', link: '/settings/views', icon: 'filter', needs: ['metadata'] },
      { key: 'duplicates', link: '/settings/duplicates', icon: 'copy', needs: ['metadata'] },
      { key: 'pools', link: '/settings/pools', icon: 'pool', needs: ['pools'] },
    ],
  },
  {
    key: 'people',
    places: [
      { key: 'people', link: '/settings/people', icon: 'users', needs: ['people'] },
      { key: 'departments', link: '/settings/departments', icon: 'department', needs: ['people'] },
      { key: 'roles', link: '/settings/roles', icon: 'role', needs: ['roles'] },
      { key: 'keys', link: '/settings/keys', icon: 'key', needs: ['people'] },
      { key: 'why', link: '/settings/why', icon: 'eye', needs: ['roles', 'people'] },
    ],
  },
  {
    key: 'messages',
    places: [
      { key: 'templates', link: '/settings/templates', icon: 'mail', needs: ['templates'] },
      { key: 'senders', link: '/settings/senders', icon: 'send', needs: ['senders'] },
    ],
  },
  {
    key: 'company',
    places: [
      { key: 'company', link: '/settings/company', icon: 'company', needs: ['company'] },
      { key: 'webhooks', link: '/settings/webhooks', icon: 'bolt', needs: ['webhooks'] },
      { key: 'audit', link: '/settings/audit', icon: 'history', needs: ['audit'] },
      { key: 'data', link: '/settings/data-security', icon: 'lock', needs: ['audit', 'exportAll'] },
    ],
  },
];
