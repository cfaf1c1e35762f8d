import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MessagingApi, SessionStore, type MessageTemplate } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { EmptyState, Icon, LoadError, SkeletonRows, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { MergeNames } from './merge-names.js';

/** The templates of mails and SMS. */
@Component({
  selector: 'ry-template-list',
  imports: [AdminHeader, EmptyState, Icon, LoadError, RouterLink, SkeletonRows],
  template: `
    <ry-admin-header [title]="t('admin.home.templates.title')">
      <a class="ry-btn" routerLink="/settings/templates/new" [queryParams]="{ channel: 'mail' }"
        ><ry-icon name="mail" [size]="16" />{{ t('admin.messages.newMail') }}</a
      >
      <a class="ry-btn primary" routerLink="/settings/templates/new" [queryParams]="{ channel: 'sms' }"
        ><ry-icon name="sms" [size]="16" />{{ t('admin.messages.newSms') }}</a
      >
    </ry-admin-header>
    @if (templates.error(); as error) {
      <ry-load-error [error]="error" (retry)="templates.reload()" />
    } @else if (templates.hasValue()) {
      @for (group of groups(); track group.channel) {
        <h2>{{ t('admin.messages.channel.' + group.channel) }}</h2>
        @for (template of group.items; track template.id) {
          <a class="ry-card one" [routerLink]="['/settings/templates', template.id]">
            <ry-icon [name]="group.channel" [size]="20" />
            <span class="ry-grow words">
              <b>{{ template.name }}</b>
              <span class="ry-sub ry-clip">{{ textOf(template) }}</span>
            </span>
            <span class="ry-tag">{{ moduleName(template) }}</span>
          </a>
        }
      } @empty {
        <ry-empty-state icon="mail" [title]="t('admin.messages.none')" [text]="t('admin.messages.noneText')" />
      }
    } @else {
      <ry-skeleton-rows [rows]="4" [height]="60" />
    }
  `,
  styleUrl: '../frame/form-page.css',
  styles: `
    .ry-card.one {
      flex-direction: row;
      align-items: center;
      padding: 12px 16px;
      color: var(--ry-ink);
    }
    .one:hover {
      border-color: var(--ry-primary);
      text-decoration: none;
    }
    .words {
      min-width: 0;
    }
    .words .ry-sub {
      display: block;
    }
    ry-icon {
      color: var(--ry-primary);
    }
    .ry-btn.primary ry-icon {
      color: inherit;
    }
  `,
})
export class TemplateList {
  protected readonly t = injectTranslate();
  private readonly words = inject(Words);
  private readonly api = inject(MessagingApi);
  private readonly modules = inject(SessionStore).modules;
  protected readonly templates = resource({ loader: () => this.api.templates() });
  protected readonly groups = computed(() => {
    const items = this.templates.hasValue() ? this.templates.value().items : [];
    return (['mail', 'sms'] as const)
      .map((channel) => ({ channel, items: items.filter((template) => template.channel === channel) }))
      .filter((group) => group.items.length > 0);
  });

  private readonly names = resource({
    params: () => (this.templates.hasValue() ? this.templates.value().items : undefined),
    loader: async ({ params }) => {
      const modules = [...new Set(params.map(({ module }) => module))];
      const fields = await Promise.all(modules.map((module) => this.api.mergeFields(module)));
      return new Map(modules.map((module, index) => [module, fields[index]?.items ?? []]));
    },
  });

  protected textOf({ module, subject, body }: MessageTemplate): string {
    const fields = this.names.hasValue() ? (this.names.value().get(module) ?? []) : [];
    const names = new MergeNames(fields.map(({ path, label }) => ({ path, name: this.words.of(label) })));
    return names.shown(subject ?? body, false);
  }

  protected moduleName(template: MessageTemplate): string {
    return this.words.of(this.modules().find((module) => module.key === template.module)?.label) || template.module;
  }
}
