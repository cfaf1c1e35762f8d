import { Component, computed, effect, inject, linkedSignal, resource, signal, untracked } from '@angular/core';
import { ApiProblem, PeopleApi, type Department } from '@ruyi/ui/data-access';
import { NameCache, PickSource } from '@ruyi/ui/fields';
import {
  Confirm,
  EmptyState,
  FormInput,
  Icon,
  LabelledField,
  LoadError,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectSimpleForm,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { SidePanel } from '../frame/side-panel.js';
import { UserPicker } from '../frame/user-picker.js';
import { DepartmentSelect } from './department-select.js';
import { withDescendants } from './department-tree.js';
import { Directory } from './directory.js';
import { PeopleTabs } from './people-tabs.js';

/** The department on the panel: an existing one, or a new one below another. */
type Opened = { readonly department: Department } | { readonly below: string | null };

/** 部门: the tree, with leaders. */
@Component({
  selector: 'ry-department-list',
  imports: [
    AdminHeader,
    DepartmentSelect,
    EmptyState,
    FormInput,
    Icon,
    LabelledField,
    LoadError,
    PeopleTabs,
    SidePanel,
    SkeletonRows,
    UserPicker,
  ],
  providers: [Directory],
  templateUrl: './department-list.html',
  styleUrls: ['../frame/split-page.css', './department-list.css'],
})
export class DepartmentList {
  protected readonly t = injectTranslate();
  protected readonly directory = inject(Directory);
  private readonly api = inject(PeopleApi);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly names = inject(NameCache);
  private readonly source = inject(PickSource);
  /** Only for the leaders' names. */
  protected readonly people = resource({ loader: () => this.source.users('', new AbortController().signal) });

  protected readonly opened = signal<Opened | null>(null);
  protected readonly department = computed(() => {
    const opened = this.opened();
    return opened && 'department' in opened ? opened.department : null;
  });
  protected readonly form = injectSimpleForm({ name: '' }, { required: ['name'] });
  protected readonly parentId = linkedSignal<string | null>(() => {
    const opened = this.opened();
    return opened ? ('below' in opened ? opened.below : opened.department.parentId) : null;
  });
  protected readonly leaderId = linkedSignal<string | null>(() => this.department()?.leaderId ?? null);
  protected readonly notParents = computed(() => {
    const department = this.department();
    return department
      ? withDescendants(
          this.directory.rows().map((row) => row.department),
          department.id,
        )
      : new Set<string>();
  });

  constructor() {
    inject(UnsavedChanges).watch(() => this.opened() !== null && this.form.dirty());
    effect(() => {
      const department = this.department();
      this.opened();
      untracked(() => this.form.reset({ name: department?.name ?? '' }));
    });
  }

  protected leader(department: Department): string {
    return department.leaderId && !this.people.isLoading() ? (this.names.nameOf(department.leaderId) ?? '…') : '';
  }

  protected async save(): Promise<void> {
    const department = this.department();
    await this.form.submit(async ({ name }) => {
      const draft = { name: name.trim(), parentId: this.parentId(), leaderId: this.leaderId() };
      await (department ? this.api.updateDepartment(department.id, draft) : this.api.createDepartment(draft));
      this.close();
      void this.toaster.show(this.t('admin.home.saved'));
    });
  }

  protected toggle(department: Department): Promise<void> {
    return this.run(() =>
      department.disabled ? this.api.enableDepartment(department.id) : this.api.disableDepartment(department.id),
    );
  }

  protected async remove(department: Department): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.people.deleteDepartment', { name: department.name }),
      text: this.t('admin.people.deleteDepartmentText'),
      confirm: this.t('kit.delete'),
      danger: true,
    });
    if (sure) await this.run(() => this.api.deleteDepartment(department.id));
  }

  protected close(): void {
    this.form.reset({ name: '' });
    this.opened.set(null);
    this.directory.departments.reload();
  }

  private async run(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.close();
    } catch (error) {
      const problem = ApiProblem.from(error);
      void this.toaster.show(problem.issues[0]?.message ?? problem.detail);
    }
  }
}
