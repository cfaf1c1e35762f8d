import { Component, Injector, computed, inject, input, output, signal, effect, untracked } from '@angular/core';
import { ApiProblem, RecordApi, type ApiRecord, type TeamMember } from '@ruyi/ui/data-access';
import { startOfDay, addDays } from '@ruyi/contract/field-values';
import { FieldEnvironment } from '@ruyi/ui/fields';
import { Avatar, EmptyState, Icon, LoadError, Toaster, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { dialogField } from '../actions/action-fields.js';
import { openDialog } from '../dialog/open-dialog.js';

/** 团队: further users on this record, who may read or write, for good or for a time. */
@Component({
  selector: 'ry-team-tab',
  imports: [Avatar, EmptyState, Icon, LoadError],
  styles: `
    :host {
      display: block;
    }
    ul {
      list-style: none;
      margin: 8px 0 0;
      padding: 0;
    }
    li {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 52px;
      border-bottom: 1px solid var(--ry-line);
    }
    .who {
      flex: 1;
      min-width: 0;
    }
  `,
  template: `
    @if (mayChange()) {
      <button type="button" class="ry-btn" (click)="add()">
        <ry-icon name="plus" [size]="14" />{{ t('records.team.add') }}
      </button>
    }
    @if (problem(); as failed) {
      <ry-load-error [error]="failed" (retry)="read()" />
    } @else if (members()?.length === 0) {
      <ry-empty-state icon="users" [title]="t('records.team.none')" [text]="t('records.team.noneText')" />
    }
    <ul>
      @for (member of members(); track member.userId) {
        <li>
          <ry-avatar [name]="member.name" />
          <div class="who">
            <b>{{ member.name }}</b>
            <div class="ry-sub">
              {{ t('records.team.' + member.access) }}
              @if (member.expiresAt) {
                · {{ t('records.team.until', { at: format.dateTime(member.expiresAt) }) }}
              }
            </div>
          </div>
          @if (mayChange()) {
            <button
              type="button"
              class="ry-btn icon"
              [attr.aria-label]="t('records.team.change', { name: member.name })"
              (click)="add(member)"
            >
              <ry-icon name="edit" [size]="16" />
            </button>
            <button
              type="button"
              class="ry-btn icon"
              [attr.aria-label]="t('records.team.remove', { name: member.name })"
              (click)="remove(member)"
            >
              <ry-icon name="close" [size]="16" />
            </button>
          }
        </li>
      }
    </ul>
  `,
})
export class TeamTab {
  readonly module = input.required<string>();
  readonly record = input.required<ApiRecord>();
  readonly changes = input(0);
  readonly changed = output<void>();
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(RecordApi);
  private readonly toaster = inject(Toaster);
  private readonly environment = inject(FieldEnvironment);
  private readonly injector = inject(Injector);
  protected readonly members = signal<readonly TeamMember[] | null>(null);
  private latest = '';
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly mayChange = computed(() => this.record()._can?.includes('team') ?? false);

  constructor() {
    effect(() => {
      const about = `${this.record().id} ${this.changes()}`;
      untracked(() => void this.read(about));
    });
  }

  protected async read(about = ''): Promise<void> {
    this.latest = about;
    this.problem.set(null);
    try {
      const { items } = await this.api.team(this.module(), this.record().id);
      if (this.latest === about) this.members.set(items);
    } catch (error) {
      this.problem.set(ApiProblem.from(error));
    }
  }

  /** A new member, or other rights for one. */
  protected async add(member?: TeamMember): Promise<void> {
    const { ParameterDialog } = await import('../form/parameter-dialog.js');
    const options = [
      { key: 'read', label: { zh: '只读', en: 'Can view' } },
      { key: 'write', label: { zh: '读写', en: 'Can view and edit' } },
    ];
    const said = await openDialog<Readonly<Record<string, unknown>>>(this.injector, ParameterDialog, {
      title: member ? this.t('records.team.change', { name: member.name }) : this.t('records.team.add'),
      confirm: this.t('kit.save'),
      fields: [
        ...(member ? [] : [dialogField('user', 'user', { zh: '成员', en: 'Member' }, { required: true })]),
        dialogField('access', 'select', { zh: '权限', en: 'Rights' }, { required: true, display: 'tiles', options }),
        dialogField(
          'until',
          'date',
          { zh: '有效期至（含当天；不填为长期）', en: 'Until (inclusive; empty for good)' },
          { min: this.environment.today() },
        ),
      ],
      values: { access: member?.access ?? 'read' },
    });
    const user = member?.userId ?? said?.['user'];
    if (!said || typeof user !== 'string') return;
    const until = said['until'];
    const expiresAt =
      typeof until === 'string'
        ? startOfDay(addDays(until, 1), this.environment.values().timeZone).toISOString()
        : null;
    await this.try(() =>
      this.api.setTeamMember(this.module(), this.record().id, user, {
        access: said['access'] === 'write' ? 'write' : 'read',
        expiresAt,
      }),
    );
  }

  protected async remove(member: TeamMember): Promise<void> {
    await this.try(() => this.api.removeTeamMember(this.module(), this.record().id, member.userId));
  }

  private async try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      await this.read();
      this.changed.emit();
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }
}
