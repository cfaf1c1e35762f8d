import { Injectable, inject } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';
import { ModuleStore, PeopleApi, RecordApi } from '@ruyi/ui/data-access';
import { NameCache } from './name-cache.js';
import type { PickItem } from './pick-item.js';

const MOST = 20;

/** Where pickers of people, departments and records find their items. */
@Injectable({ providedIn: 'root' })
export class PickSource {
  private readonly people = inject(PeopleApi);
  private readonly records = inject(RecordApi);
  private readonly modules = inject(ModuleStore);
  private readonly names = inject(NameCache);

  async users(words: string, signal: AbortSignal): Promise<readonly PickItem[]> {
    const { items } = await this.people.pick(words, { signal });
    return this.kept(
      items.map((user) => ({
        key: user.id,
        label: user.name,
        ...(user.departmentName ? { detail: user.departmentName } : {}),
      })),
    );
  }

  async departments(): Promise<readonly PickItem[]> {
    const { items } = await this.people.departments();
    const nameOf = new Map(items.map((department) => [department.id, department.name]));
    return this.kept(
      items.map((department) => {
        const parent = department.parentId ? nameOf.get(department.parentId) : undefined;
        return { key: department.id, label: department.name, ...(parent ? { detail: parent } : {}) };
      }),
    );
  }

  async recordsOf(module: string, words: string, signal: AbortSignal): Promise<readonly PickItem[]> {
    const { nameField, fields } = await this.modules.load(module);
    const page = await this.records.list(module, { search: words, limit: MOST }, { signal });
    const detail = fields.find((field) => field.type === 'mobile' && !field.retired)?.key;
    return this.kept(
      page.items.map((record) => {
        const name = record[nameField];
        const more = detail ? record[detail] : undefined;
        return {
          key: record.id,
          label: typeof name === 'string' && name !== '' ? name : record.id,
          ...(typeof more === 'string' ? { detail: more } : {}),
        };
      }),
    );
  }

  /** The items of a field that holds ids. */
  find(field: Field, words: string, signal: AbortSignal): Promise<readonly PickItem[]> {
    switch (field.type) {
      case 'user':
      case 'users':
        return this.users(words, signal);
      case 'department':
        return this.departments();
      default:
        return field.target ? this.recordsOf(field.target, words, signal) : Promise.resolve([]);
    }
  }

  private kept(items: readonly PickItem[]): readonly PickItem[] {
    this.names.keep(items.map((item) => [item.key, item.label] as const));
    return items;
  }
}
