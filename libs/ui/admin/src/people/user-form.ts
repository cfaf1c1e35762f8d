import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { ApiProblem, PeopleApi, type User, type UserDraft } from '@ruyi/ui/data-access';
import {
  FormInput,
  LabelledField,
  PasswordInput,
  UnsavedChanges,
  injectSimpleForm,
  injectTranslate,
} from '@ruyi/ui/kit';
import { UserPicker } from '../frame/user-picker.js';
import { DepartmentSelect } from './department-select.js';
import { Directory } from './directory.js';
import { RoleChoice } from './role-choice.js';

export interface UserSaved {
  readonly user: User;
  /** What the new colleague gets who has no password yet. */
  readonly url: string | null;
}

/** A colleague: a new one with a first password or an invitation, or one to change. */
@Component({
  selector: 'ry-user-form',
  imports: [DepartmentSelect, FormInput, LabelledField, PasswordInput, RoleChoice, UserPicker],
  templateUrl: './user-form.html',
  styles: `
    form {
      display: grid;
      gap: 14px;
    }
    .two {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 14px;
    }
    @media (max-width: 767px) {
      .two {
        grid-template-columns: 1fr;
      }
    }
  `,
})
export class UserForm {
  /** Null: a new one. */
  readonly user = input.required<User | null>();
  readonly saved = output<UserSaved>();

  protected readonly t = injectTranslate();
  private readonly api = inject(PeopleApi);
  protected readonly directory = inject(Directory);
  protected readonly form = injectSimpleForm(
    { name: '', mobile: '', email: '', account: '', password: '' },
    { required: ['name'] },
  );
  protected readonly departmentId = signal<string | null>(null);
  protected readonly superiorId = signal<string | null>(null);
  protected readonly roleIds = signal<readonly string[]>([]);
  protected readonly roleError = signal<string | null>(null);
  private readonly start = signal('');
  private readonly choices = computed(() => JSON.stringify([this.departmentId(), this.superiorId(), this.roleIds()]));
  protected readonly dirty = computed(() => this.form.dirty() || this.choices() !== this.start());

  constructor() {
    inject(UnsavedChanges).watch(() => this.dirty());
    effect(() => {
      const user = this.user();
      const fallback = user ? null : this.directory.roleItems().find((role) => role.key === 'sales');
      untracked(() => {
        if (!user && this.dirty() && this.start()) return;
        this.form.reset({
          name: user?.name ?? '',
          mobile: user?.mobile ?? '',
          email: user?.email ?? '',
          account: user?.account ?? '',
          password: '',
        });
        this.departmentId.set(user?.departmentId ?? null);
        this.superiorId.set(user?.superiorId ?? null);
        this.roleIds.set(user?.roleIds ?? (fallback ? [fallback.id] : []));
        this.start.set(this.choices());
      });
    });
  }

  protected async save(): Promise<void> {
    this.roleError.set(this.roleIds().length === 0 ? this.t('admin.people.needsRole') : null);
    if (this.roleError()) return;
    await this.form.submit(async (value) => {
      const draft: UserDraft = {
        name: value.name.trim(),
        mobile: value.mobile.trim() || null,
        email: value.email.trim() || null,
        account: value.account.trim() || null,
        departmentId: this.departmentId(),
        superiorId: this.superiorId(),
        roleIds: this.roleIds(),
      };
      const user = this.user();
      const made = user ? await this.api.updateUser(user.id, draft) : await this.create(draft, value.password);
      this.form.reset(this.form.value());
      this.start.set(this.choices());
      this.saved.emit({ user: made, url: 'invitation' in made ? urlOf(made.invitation) : null });
    });
  }

  private create(draft: UserDraft, password: string) {
    const request = password ? { ...draft, password } : draft;
    return this.api.createUser(request).catch((error: unknown) => {
      const problem = ApiProblem.from(error);
      this.roleError.set(problem.issueAt('roleIds') ?? null);
      throw problem;
    });
  }
}

function urlOf(invitation: unknown): string | null {
  return typeof invitation === 'object' &&
    invitation !== null &&
    'url' in invitation &&
    typeof invitation.url === 'string'
    ? invitation.url
    : null;
}
