import { Injectable, computed, inject, resource } from '@angular/core';
import { PeopleApi } from '@ruyi/ui/data-access';
import { treeRows } from './department-tree.js';

/** Departments and roles, as forms about people need them. One per page. */
@Injectable()
export class Directory {
  private readonly api = inject(PeopleApi);
  readonly departments = resource({ loader: () => this.api.departments(), defaultValue: { items: [] } });
  readonly roles = resource({ loader: () => this.api.roles(), defaultValue: { items: [] } });

  readonly rows = computed(() => (this.departments.hasValue() ? treeRows(this.departments.value().items) : []));
  readonly liveRows = computed(() => this.rows().filter(({ department }) => !department.disabled));
  readonly roleItems = computed(() => (this.roles.hasValue() ? this.roles.value().items : []));
  private readonly departmentNames = computed(
    () => new Map(this.rows().map(({ department }) => [department.id, department.name])),
  );
  private readonly roleNames = computed(() => new Map(this.roleItems().map((role) => [role.id, role.name])));

  departmentName(id: string | null): string {
    return id ? (this.departmentNames().get(id) ?? '') : '';
  }

  roleList(ids: readonly string[]): string {
    return ids
      .map((id) => this.roleNames().get(id) ?? '')
      .filter(Boolean)
      .join('、');
  }
}
