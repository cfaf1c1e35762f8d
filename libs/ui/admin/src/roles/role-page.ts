import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { Router } from '@angular/router';
import { ADMIN_ACTIONS, ADMIN_MODULE, type AdminAction, type Role, type RoleFieldRule } from '@ruyi/contract/access';
import { ApiProblem, PeopleApi, SessionStore, type RoleDetails, type RoleDraft } from '@ruyi/ui/data-access';
import {
  Confirm,
  LabelledField,
  LoadError,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { FieldAccessTable } from './field-access-table.js';
import { PermissionMatrix } from './permission-matrix.js';
import { samePermissions, scopeOf, withScope } from './role-matrix.js';

interface Draft {
  readonly name: string;
  readonly permissions: Role['permissions'];
  readonly fields: readonly RoleFieldRule[];
}

const FRESH: Draft = { name: '', permissions: [], fields: [] };

/** One role: what its holders may do, see and administer. */
@Component({
  selector: 'ry-role-page',
  imports: [AdminHeader, FieldAccessTable, LabelledField, LoadError, PermissionMatrix, SkeletonRows],
  templateUrl: './role-page.html',
  styleUrls: ['../frame/form-page.css', './role-page.css'],
})
export class RolePage {
  /** `new` makes one. */
  readonly id = input.required<string>();

  protected readonly t = injectTranslate();
  private readonly api = inject(PeopleApi);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);
  protected readonly modules = this.session.modules;
  protected readonly adminActions = ADMIN_ACTIONS;

  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly role = resource({
    params: () => (this.isNew() ? undefined : this.id()),
    loader: ({ params }) => this.api.role(params),
  });
  private readonly saved = computed<Draft | null>(() =>
    this.isNew() ? FRESH : this.role.hasValue() ? this.role.value() : null,
  );
  protected readonly draft = linkedSignal(() => this.saved());
  protected readonly dirty = computed(() => {
    const [draft, saved] = [this.draft(), this.saved()];
    if (!draft || !saved) return false;
    return (
      draft.name !== saved.name ||
      !samePermissions(draft.permissions, saved.permissions) ||
      JSON.stringify(draft.fields) !== JSON.stringify(saved.fields)
    );
  });
  protected readonly busy = signal(false);
  protected readonly nameError = signal<string | null>(null);
  protected readonly complaint = signal<string | null>(null);
  protected readonly details = computed<RoleDetails | null>(() => (this.role.hasValue() ? this.role.value() : null));

  constructor() {
    inject(UnsavedChanges).watch(() => !this.busy() && this.dirty());
  }

  protected set(change: Partial<Draft>): void {
    this.draft.update((draft) => draft && { ...draft, ...change });
  }

  protected administers(action: AdminAction): boolean {
    return scopeOf(this.draft()?.permissions ?? [], ADMIN_MODULE, action) !== 'none';
  }

  protected setAdmin(action: AdminAction, on: boolean): void {
    this.set({
      permissions: withScope(this.draft()?.permissions ?? [], {
        module: ADMIN_MODULE,
        action,
        scope: on ? 'all' : 'none',
      }),
    });
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    const saved = this.saved();
    if (!draft || !saved) return;
    const { name, permissions, fields } = draft;
    const patch: Partial<RoleDraft> = {
      ...(name === saved.name ? {} : { name: name.trim() }),
      ...(samePermissions(permissions, saved.permissions) ? {} : { permissions }),
      ...(JSON.stringify(fields) === JSON.stringify(saved.fields) ? {} : { fields }),
    };
    await this.run(async () => {
      if (!this.isNew()) return this.role.set(await this.api.updateRole(this.id(), patch));
      const made = await this.api.createRole({ name: name.trim(), permissions, fields });
      await this.router.navigate(['/settings/roles', made.id], { replaceUrl: true });
    });
  }

  /** A shipped role as it ships. */
  protected async restore(): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.roles.restoreTitle'),
      text: this.t('admin.roles.restoreText'),
      confirm: this.t('admin.roles.restore'),
      danger: true,
    });
    if (sure) await this.run(async () => this.role.set(await this.api.updateRole(this.id(), { permissions: null })));
  }

  protected toggle(role: RoleDetails): Promise<void> {
    return this.run(async () =>
      this.role.set(await (role.disabled ? this.api.enableRole(role.id) : this.api.disableRole(role.id))),
    );
  }

  protected async remove(role: RoleDetails): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.roles.deleteTitle', { name: role.name }),
      text: this.t('admin.roles.deleteText'),
      confirm: this.t('kit.delete'),
      danger: true,
    });
    if (!sure) return;
    await this.run(async () => {
      await this.api.deleteRole(role.id);
      await this.router.navigate(['/settings/roles']);
    });
  }

  private async run(work: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    this.complaint.set(null);
    this.nameError.set(null);
    try {
      await work();
      void this.toaster.show(this.t('admin.home.saved'));
      void this.session.refresh();
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.nameError.set(problem.issueAt('name') ?? null);
      const others = problem.issues.filter((issue) => issue.path !== 'name');
      this.complaint.set(this.nameError() && others.length === 0 ? null : (others[0]?.message ?? problem.detail));
    } finally {
      this.busy.set(false);
    }
  }
}
