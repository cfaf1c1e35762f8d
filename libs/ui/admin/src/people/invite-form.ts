import { Component, computed, effect, inject, output, signal, untracked } from '@angular/core';
import { PeopleApi } from '@ruyi/ui/data-access';
import { FormInput, LabelledField, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';
import { UserPicker } from '../frame/user-picker.js';
import { DepartmentSelect } from './department-select.js';
import { Directory } from './directory.js';
import { InvitationLink } from './invitation-link.js';
import { RoleChoice } from './role-choice.js';

const DAYS = ['1', '7', '30', '90'];
const USES = ['1', '10', '100'];

/** A link that makes whoever opens it a colleague, with role, department and superior given beforehand. */
@Component({
  selector: 'ry-invite-form',
  imports: [DepartmentSelect, FormInput, InvitationLink, LabelledField, RoleChoice, UserPicker],
  template: `
    @if (url(); as link) {
      <p class="ry-notice ok">
        {{ t(mailed() ? 'admin.people.mailed' : 'admin.people.linkReady', { email: mailed() }) }}
      </p>
      <ry-invitation-link [url]="link" />
      <button type="button" class="ry-btn" (click)="again()">{{ t('admin.people.anotherInvitation') }}</button>
    } @else {
      <form novalidate (submit)="$event.preventDefault(); create()">
        <ry-role-choice
          [roles]="directory.roleItems()"
          [chosen]="roleIds()"
          [error]="roleError()"
          (changed)="roleIds.set($event); roleError.set(null)"
        />
        <ry-field for="invite-department" [label]="t('admin.people.department')">
          <ry-department-select
            selectId="invite-department"
            [rows]="directory.liveRows()"
            [chosen]="departmentId()"
            (changed)="departmentId.set($event)"
          />
        </ry-field>
        <ry-field for="invite-superior" [label]="t('admin.people.superior')">
          <ry-user-picker
            pickerId="invite-superior"
            [label]="t('admin.people.superior')"
            [userId]="superiorId()"
            (changed)="superiorId.set($event)"
          />
        </ry-field>
        <div class="two">
          <ry-field for="invite-days" [label]="t('admin.people.expires')" [error]="form.controls.expiresInDays.error()">
            <select id="invite-days" [ryInput]="form.controls.expiresInDays">
              @for (each of days; track each) {
                <option [value]="each">{{ t('admin.people.inDays', { count: +each }) }}</option>
              }
            </select>
          </ry-field>
          <ry-field for="invite-uses" [label]="t('admin.people.maxUses')" [error]="form.controls.maxUses.error()">
            <select id="invite-uses" [ryInput]="form.controls.maxUses">
              @for (each of uses; track each) {
                <option [value]="each">{{ t('admin.people.usesOf', { count: +each }) }}</option>
              }
            </select>
          </ry-field>
        </div>
        <ry-field
          for="invite-email"
          [label]="t('admin.people.byMail')"
          [help]="t('admin.people.byMailHelp')"
          [error]="form.controls.email.error()"
        >
          <input
            id="invite-email"
            inputmode="email"
            autocomplete="off"
            autocapitalize="off"
            [ryInput]="form.controls.email"
          />
        </ry-field>
        @if (form.message(); as message) {
          <p class="ry-notice bad" role="alert">{{ message }}</p>
        }
        <button type="submit" class="ry-btn primary large" [disabled]="form.busy()">
          {{ t('admin.people.makeLink') }}
        </button>
      </form>
    }
  `,
  styles: `
    :host,
    form {
      display: grid;
      gap: 14px;
    }
    .two {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 14px;
    }
  `,
})
export class InviteForm {
  readonly made = output();

  protected readonly t = injectTranslate();
  private readonly api = inject(PeopleApi);
  protected readonly directory = inject(Directory);
  protected readonly days = DAYS;
  protected readonly uses = USES;
  protected readonly form = injectSimpleForm({ email: '', expiresInDays: '7', maxUses: '10' });
  protected readonly departmentId = signal<string | null>(null);
  protected readonly superiorId = signal<string | null>(null);
  protected readonly roleIds = signal<readonly string[]>([]);
  protected readonly roleError = signal<string | null>(null);
  protected readonly url = signal<string | null>(null);
  protected readonly mailed = signal('');
  private readonly sales = computed(() => this.directory.roleItems().find((role) => role.key === 'sales')?.id);

  constructor() {
    effect(() => {
      const sales = this.sales();
      if (sales && untracked(this.roleIds).length === 0) this.roleIds.set([sales]);
    });
  }

  protected async create(): Promise<void> {
    this.roleError.set(this.roleIds().length === 0 ? this.t('admin.people.needsRole') : null);
    if (this.roleError()) return;
    await this.form.submit(async ({ email, expiresInDays, maxUses }) => {
      const to = email.trim();
      const { url } = await this.api.invite({
        roleIds: this.roleIds(),
        departmentId: this.departmentId(),
        superiorId: this.superiorId(),
        expiresInDays: Number(expiresInDays),
        maxUses: to ? 1 : Number(maxUses),
        ...(to ? { email: to } : {}),
      });
      this.mailed.set(to);
      this.url.set(url);
      this.made.emit();
    });
  }

  protected again(): void {
    this.url.set(null);
    this.form.reset({ email: '', expiresInDays: '7', maxUses: '10' });
  }
}
