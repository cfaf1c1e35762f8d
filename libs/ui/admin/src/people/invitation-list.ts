import { Component, inject, resource, signal } from '@angular/core';
import { ApiProblem, PeopleApi, type Invitation } from '@ruyi/ui/data-access';
import {
  Confirm,
  EmptyState,
  Icon,
  LoadError,
  SkeletonRows,
  Toaster,
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { SidePanel } from '../frame/side-panel.js';
import { Directory } from './directory.js';
import { InviteForm } from './invite-form.js';
import { PeopleTabs } from './people-tabs.js';

/** 邀请: links that are out, and what became of them. */
@Component({
  selector: 'ry-invitation-list',
  imports: [AdminHeader, EmptyState, Icon, InviteForm, LoadError, PeopleTabs, SidePanel, SkeletonRows],
  providers: [Directory],
  styleUrl: '../frame/split-page.css',
  template: `
    <div class="page">
      <ry-admin-header [title]="t('admin.people.tab.invitations')">
        <button type="button" class="ry-btn primary" (click)="inviting.set(true)">
          <ry-icon name="qr" [size]="16" />{{ t('admin.people.invite') }}
        </button>
      </ry-admin-header>
      <ry-people-tabs />
      <p></p>
      @if (invitations.error(); as error) {
        <ry-load-error [error]="error" (retry)="invitations.reload()" />
      } @else if (invitations.hasValue()) {
        @if (invitations.value().items.length > 0) {
          <table>
            <thead>
              <tr>
                <th scope="col">{{ t('admin.people.invitedAs') }}</th>
                <th scope="col">{{ t('admin.people.department') }}</th>
                <th scope="col">{{ t('admin.people.usedOf') }}</th>
                <th scope="col">{{ t('admin.people.inviter') }}</th>
                <th scope="col">{{ t('admin.people.expires') }}</th>
                <th scope="col">{{ t('admin.people.state') }}</th>
                <td></td>
              </tr>
            </thead>
            <tbody>
              @for (each of invitations.value().items; track each.id) {
                <tr>
                  <th scope="row">{{ each.email || directory.roleList(each.roleIds) }}</th>
                  <td [attr.data-label]="t('admin.people.department')">
                    {{ directory.departmentName(each.departmentId) || '—' }}
                  </td>
                  <td [attr.data-label]="t('admin.people.usedOf')">{{ each.uses }} / {{ each.maxUses }}</td>
                  <td [attr.data-label]="t('admin.people.inviter')">{{ each.inviter.name }}</td>
                  <td [attr.data-label]="t('admin.people.expires')">{{ format.nearDateTime(each.expiresAt) }}</td>
                  <td>
                    <span class="ry-tag" [class.ok]="each.state === 'used'" [class.accent]="each.state === 'open'">{{
                      t('admin.people.invitationStates.' + each.state)
                    }}</span>
                  </td>
                  <td class="right">
                    @if (each.state === 'open') {
                      <button type="button" class="ry-btn" (click)="revoke(each)">
                        {{ t('admin.people.revoke') }}
                      </button>
                    }
                  </td>
                </tr>
              }
            </tbody>
          </table>
        } @else {
          <ry-empty-state
            icon="qr"
            [title]="t('admin.people.noInvitations')"
            [text]="t('admin.people.noInvitationsText')"
          />
        }
      } @else {
        <ry-skeleton-rows [rows]="5" [height]="44" />
      }
    </div>
    @if (inviting()) {
      <ry-side-panel [title]="t('admin.people.invite')" (closed)="inviting.set(false)">
        <ry-invite-form (made)="invitations.reload()" />
      </ry-side-panel>
    }
  `,
})
export class InvitationList {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly directory = inject(Directory);
  private readonly api = inject(PeopleApi);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly inviting = signal(false);
  protected readonly invitations = resource({ loader: () => this.api.invitations() });

  protected async revoke(invitation: Invitation): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.people.revokeTitle'),
      text: this.t('admin.people.revokeText'),
      confirm: this.t('admin.people.revoke'),
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.revokeInvitation(invitation.id);
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    }
    this.invitations.reload();
  }
}
