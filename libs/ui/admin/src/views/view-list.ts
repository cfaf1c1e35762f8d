import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { View } from '@ruyi/contract/metadata';
import { ApiProblem, ModuleApi, ModuleStore, SessionStore } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Confirm, Icon, SkeletonRows, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { injectFilterWords } from '@ruyi/ui/records';
import { AdminHeader } from '../frame/admin-header.js';
import { SidePanel } from '../frame/side-panel.js';
import { ViewForm } from './view-form.js';

/** 视图: those that everybody has, shipped and made here. */
@Component({
  selector: 'ry-view-list',
  imports: [AdminHeader, Icon, SidePanel, SkeletonRows, ViewForm],
  styleUrl: '../frame/split-page.css',
  styles: '.end { margin-top: 22px; padding-top: 16px; border-top: 1px solid var(--ry-line) }',
  template: `
    <div class="page">
      <ry-admin-header [title]="t('admin.why.views.title', { module: words.of(description()?.label) })">
        <button type="button" class="ry-btn primary" (click)="opened.set('new')">
          <ry-icon name="plus" [size]="16" />{{ t('admin.why.views.add') }}
        </button>
      </ry-admin-header>
      <div class="tools">
        <select #box class="ry-input" [attr.aria-label]="t('admin.fields.module')" (change)="go(box.value)">
          @for (each of modules(); track each.key) {
            <option [value]="each.key" [selected]="each.key === module()">{{ words.of(each.label) }}</option>
          }
        </select>
      </div>
      @if (description()) {
        <table>
          <tbody>
            @for (view of views(); track view.key) {
              <tr [class.on]="view.key === opened()">
                <th scope="row">
                  <button type="button" class="link" (click)="opened.set(view.key)">{{ words.of(view.label) }}</button>
                </th>
                <td class="ry-sub">{{ meaning(view) }}</td>
                <td>
                  <span class="ry-tag" [class.accent]="view.origin === 'custom'">{{
                    t('admin.why.views.' + (view.origin === 'shipped' ? 'shipped' : 'shared'))
                  }}</span>
                </td>
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <ry-skeleton-rows [rows]="8" [height]="44" />
      }
    </div>
    @if (opened() && description(); as shown) {
      <ry-side-panel [title]="t(view() ? 'admin.why.views.edit' : 'admin.why.views.add')" (closed)="opened.set(null)">
        <ry-view-form [module]="shown" [view]="view()" (saved)="done()" />
        @if (view(); as one) {
          <div class="end">
            <button type="button" class="ry-btn danger" (click)="remove(one)">
              {{ t('admin.why.views.' + (one.origin === 'shipped' ? 'restore' : 'delete')) }}
            </button>
          </div>
        }
      </ry-side-panel>
    }
  `,
})
export class ViewList {
  readonly module = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly api = inject(ModuleApi);
  private readonly store = inject(ModuleStore);
  private readonly router = inject(Router);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  private readonly filterWords = injectFilterWords();
  protected readonly modules = inject(SessionStore).modules;
  protected readonly description = computed(() => this.store.module(this.module())());
  protected readonly views = computed(() =>
    (this.description()?.views ?? []).filter((view) => view.ownerId === undefined),
  );
  protected readonly opened = signal<string | null>(null);
  protected readonly view = computed(() => this.views().find((view) => view.key === this.opened()) ?? null);

  protected meaning(view: View): string {
    const module = this.description();
    return view.filter && module
      ? this.named(this.filterWords(view.filter, module))
      : this.t('admin.why.views.everything');
  }

  /** Team and watching are asked like fields, and are none. */
  private named(words: string): string {
    return words
      .replace('_team', this.t('admin.why.views.team'))
      .replace('_watched', this.t('admin.why.views.watched'));
  }

  protected async go(module: string): Promise<void> {
    this.opened.set(null);
    await this.router.navigate(['/settings/views', module]);
  }

  protected async done(): Promise<void> {
    this.opened.set(null);
    await this.store.refresh(this.module());
    void this.toaster.show(this.t('admin.home.saved'));
  }

  protected async remove(view: View): Promise<void> {
    const shipped = view.origin === 'shipped';
    const sure = await this.confirm.ask({
      title: this.t(shipped ? 'admin.why.views.restoreTitle' : 'admin.why.views.deleteTitle', {
        name: this.words.of(view.label),
      }),
      text: this.t('admin.why.views.deleteText'),
      confirm: this.t(shipped ? 'admin.why.views.restore' : 'kit.delete'),
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.deleteView(this.module(), view.key);
      await this.done();
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    }
  }
}
