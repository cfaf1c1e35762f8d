import { Component, computed, inject, input, output } from '@angular/core';
import type { PersonalLimit } from '@ruyi/ui/data-access';
import { NameCache } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { PeoplePicker, type ChosenPeople } from '../frame/people-picker.js';
import { NumberBox } from './number-box.js';

const FRESH = 50;

type Entries = Readonly<Record<string, number>>;

/** Other numbers for some people and departments; a person's own wins over the department's. */
@Component({
  selector: 'ry-personal-limit-editor',
  imports: [NumberBox, PeoplePicker],
  template: `
    <details [open]="rows().length > 0">
      <summary>
        {{ title() }}
        @if (rows().length; as count) {
          <span class="ry-tag">{{ count }}</span>
        }
      </summary>
      <div class="body">
        <ry-people-picker [pickerId]="pickerId()" [people]="chosen()" (changed)="choose($event)" />
        @if (rows().length > 0) {
          <ul>
            @for (row of rows(); track row.id) {
              <li>
                <span class="ry-clip">{{ name(row.id) }}</span>
                <ry-number-box
                  [value]="row.count"
                  [label]="t('admin.pools.atMostOf', { name: name(row.id) })"
                  [max]="1000000"
                  (changed)="put(row.kind, row.id, $event)"
                />
              </li>
            }
          </ul>
        }
      </div>
    </details>
  `,
  styles: `
    summary {
      min-height: 32px;
      cursor: pointer;
      color: var(--ry-ink-2);
    }
    .body {
      display: grid;
      gap: 10px;
      padding: 6px 0 4px 14px;
    }
    ul {
      display: grid;
      gap: 6px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      max-width: 360px;
    }
  `,
})
export class PersonalLimitEditor {
  readonly pickerId = input.required<string>();
  readonly title = input.required<string>();
  readonly limit = input.required<PersonalLimit>();
  readonly changed = output<PersonalLimit>();

  protected readonly t = injectTranslate();
  private readonly names = inject(NameCache);
  protected readonly chosen = computed<ChosenPeople>(() => ({
    users: Object.keys(this.limit().users ?? {}),
    departments: Object.keys(this.limit().departments ?? {}),
  }));
  protected readonly rows = computed(() =>
    (['departments', 'users'] as const).flatMap((kind) =>
      Object.entries(this.limit()[kind] ?? {}).map(([id, count]) => ({ kind, id, count })),
    ),
  );

  protected name(id: string): string {
    return this.names.nameOf(id) ?? id.slice(0, 8);
  }

  protected choose({ users, departments }: ChosenPeople): void {
    const limit = this.limit();
    const kept = (ids: readonly string[], before: Entries = {}): Entries =>
      Object.fromEntries(ids.map((id) => [id, before[id] ?? limit.default ?? FRESH]));
    this.changed.emit({ ...limit, users: kept(users, limit.users), departments: kept(departments, limit.departments) });
  }

  /** An emptied box means none at all: to lift a limit, the person is taken out. */
  protected put(kind: 'users' | 'departments', id: string, count: number | null): void {
    this.changed.emit({ ...this.limit(), [kind]: { ...this.limit()[kind], [id]: count ?? 0 } });
  }
}
