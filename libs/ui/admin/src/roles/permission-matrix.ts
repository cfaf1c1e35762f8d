import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { RECORD_ACTIONS, type DataScope, type RecordAction, type Role } from '@ruyi/contract/access';
import type { ModuleSummary } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Breakpoint, injectTranslate } from '@ruyi/ui/kit';
import { actionsOf, isPlain, SCOPES_TO_CHOOSE, scopeOf, withScope } from './role-matrix.js';

/** Module by action, how far each reaches. On a phone one module at a time. */
@Component({
  selector: 'ry-permission-matrix',
  template: `
    @if (screen.phone()) {
      <select #one class="ry-input" [attr.aria-label]="t('admin.fields.module')" (change)="module.set(one.value)">
        @for (each of modules(); track each.key) {
          <option [value]="each.key" [selected]="each.key === module()">{{ words.of(each.label) }}</option>
        }
      </select>
    }
    <div class="scroll" tabindex="0" role="group" [attr.aria-label]="t('admin.roles.matrix')">
      <table>
        <thead>
          <tr>
            <th scope="col">{{ t('admin.roles.action') }}</th>
            @for (each of shown(); track each.key) {
              <th scope="col">{{ words.of(each.label) }}</th>
            }
          </tr>
        </thead>
        <tbody>
          <tr class="all">
            <th scope="row">{{ t('admin.roles.everything') }}</th>
            @for (each of shown(); track each.key) {
              <td>
                <select
                  #all
                  class="ry-input"
                  [attr.aria-label]="t('admin.roles.setAll', { module: words.of(each.label) })"
                  (change)="setAll(each, all.value); all.value = ''"
                >
                  <option value="">{{ t('admin.roles.choose') }}</option>
                  @for (scope of scopes; track scope) {
                    <option [value]="scope">{{ t('admin.roles.scope.' + scope) }}</option>
                  }
                </select>
              </td>
            }
          </tr>
          @for (action of actions; track action) {
            @if (anyHas(action)) {
              <tr>
                <th scope="row">{{ t('admin.roles.actions.' + action) }}</th>
                @for (each of shown(); track each.key) {
                  <td>
                    @if (has(each, action)) {
                      @let scope = of(each, action);
                      @if (plain(action)) {
                        <label class="tick" [class.on]="scope !== 'none'">
                          <input
                            #tick
                            type="checkbox"
                            [checked]="scope !== 'none'"
                            [attr.aria-label]="label(action, each)"
                            (change)="set(each, action, tick.checked ? 'all' : 'none')"
                          />
                          {{ t(scope !== 'none' ? 'admin.roles.may' : 'admin.roles.scope.none') }}
                        </label>
                      } @else {
                        <select
                          #box
                          class="ry-input"
                          [class]="'ry-input ' + scope"
                          [attr.aria-label]="label(action, each)"
                          (change)="set(each, action, box.value)"
                        >
                          @for (one of scopes; track one) {
                            <option [value]="one" [selected]="one === scope">
                              {{ t('admin.roles.scope.' + one) }}
                            </option>
                          }
                        </select>
                      }
                    } @else {
                      <span class="ry-muted">—</span>
                    }
                  </td>
                }
              </tr>
            }
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    .scroll {
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
    }
    th,
    td {
      height: 40px;
      padding: 3px 8px;
      border-bottom: 1px solid var(--ry-line);
      text-align: left;
      font-weight: 400;
    }
    th[scope='row'] {
      position: sticky;
      left: 0;
      min-width: 96px;
      background: var(--ry-card);
      white-space: nowrap;
    }
    thead th {
      color: var(--ry-ink-2);
      font-size: 12px;
      font-weight: 500;
    }
    td {
      min-width: 150px;
    }
    select {
      max-width: 190px;
      height: 30px;
      padding: 3px 6px;
    }
    select.none {
      color: var(--ry-ink-3);
    }
    select.all {
      color: var(--ry-primary);
    }
    @media (max-width: 767px) {
      td select.ry-input {
        height: 38px;
      }
    }
    .tick {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 30px;
      color: var(--ry-ink-3);
    }
    .tick.on {
      color: var(--ry-ink);
    }
  `,
})
export class PermissionMatrix {
  readonly modules = input.required<readonly ModuleSummary[]>();
  readonly permissions = input.required<Role['permissions']>();
  readonly changed = output<Role['permissions']>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly screen = inject(Breakpoint);
  protected readonly actions = RECORD_ACTIONS;
  protected readonly scopes = SCOPES_TO_CHOOSE;
  protected readonly plain = isPlain;
  protected readonly module = linkedSignal(() => this.modules()[0]?.key ?? '');
  protected readonly shown = computed(() =>
    this.screen.phone() ? this.modules().filter((each) => each.key === this.module()) : this.modules(),
  );

  protected has(module: ModuleSummary, action: RecordAction): boolean {
    return actionsOf(module).includes(action);
  }

  protected anyHas(action: RecordAction): boolean {
    return this.shown().some((module) => this.has(module, action));
  }

  protected of(module: ModuleSummary, action: RecordAction): DataScope {
    return scopeOf(this.permissions(), module.key, action);
  }

  protected label(action: RecordAction, module: ModuleSummary): string {
    return `${this.words.of(module.label)} ${this.t(`admin.roles.actions.${action}`)}`;
  }

  protected set(module: ModuleSummary, action: RecordAction, text: string): void {
    const scope = SCOPES_TO_CHOOSE.find((each) => each === text);
    if (scope) this.changed.emit(withScope(this.permissions(), { module: module.key, action, scope }));
  }

  protected setAll(module: ModuleSummary, text: string): void {
    const scope = SCOPES_TO_CHOOSE.find((each) => each === text);
    if (!scope) return;
    const all = actionsOf(module).reduce(
      (permissions, action) =>
        withScope(permissions, {
          module: module.key,
          action,
          scope: scope !== 'none' && isPlain(action) ? 'all' : scope,
        }),
      this.permissions(),
    );
    this.changed.emit(all);
  }
}
