import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { SessionStore, type ApiRecord } from '@ruyi/ui/data-access';
import { Icon, OptionTag, injectFormat, injectLabel, injectTranslate } from '@ruyi/ui/kit';

interface Line {
  readonly id: string;
  readonly name: string;
  readonly at: string | null;
  readonly followedUp: string | null;
  readonly level: { readonly text: string; readonly color: string | undefined } | null;
  /** Null when there is none, or it is masked. */
  readonly phone: string | null;
}

/** Customers to contact, by time, each with one tap to call. */
@Component({
  selector: 'ry-contact-list',
  imports: [Icon, OptionTag, RouterLink],
  template: `
    <ul>
      @for (line of lines(); track line.id) {
        <li>
          <a class="row" [routerLink]="['/m/customers', line.id]">
            <b class="ry-clip">{{ line.name }}</b>
            <span class="facts ry-sub">
              @if (line.level; as level) {
                <ry-option-tag [color]="level.color">{{ level.text }}</ry-option-tag>
              }
              <span class="ry-clip">
                {{
                  line.followedUp
                    ? t('shell.home.lastFollowUp', { at: format.nearDate(line.followedUp) })
                    : t('shell.home.never')
                }}
              </span>
            </span>
            <time [class.late]="late()" [attr.datetime]="line.at">{{ format.nearDateTime(line.at) }}</time>
          </a>
          @if (line.phone) {
            <a class="call" [href]="'tel:' + line.phone" [attr.aria-label]="t('shell.home.call', { name: line.name })">
              <ry-icon name="phone" />
            </a>
          }
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      padding-right: 16px;
    }
    li + li {
      border-top: 1px solid var(--ry-line);
    }
    li:hover {
      background: var(--ry-hover);
    }
    .row {
      flex: 1;
      min-width: 0;
      display: grid;
      grid-template: 'name when' 'facts when' / minmax(0, 1fr) auto;
      align-items: center;
      gap: 2px 12px;
      padding: 8px 0 8px 16px;
      color: inherit;
      text-decoration: none;
    }
    b {
      grid-area: name;
      font-weight: 500;
    }
    .facts {
      grid-area: facts;
      display: flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    ry-option-tag {
      flex: none;
    }
    time {
      grid-area: when;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    .late {
      color: var(--ry-bad);
    }
    .call {
      display: grid;
      place-items: center;
      width: 36px;
      height: 36px;
      border-radius: 50%;
      background: var(--ry-ok-soft);
      color: var(--ry-ok);
    }
    @media (max-width: 767px) {
      .row {
        grid-template: 'name name' 'facts when' / minmax(0, 1fr) auto;
      }
      time {
        font-size: 12px;
      }
      .call {
        width: 40px;
        height: 40px;
      }
    }
  `,
})
export class ContactList {
  readonly records = input.required<readonly ApiRecord[]>();
  readonly module = input<ModuleDescription>();
  readonly late = input(false);

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly label = injectLabel();
  private readonly session = inject(SessionStore);

  protected readonly lines = computed(() => this.records().map((record) => this.line(record)));

  private line(record: ApiRecord): Line {
    const levels = this.module()?.fields.find((field) => field.key === 'level')?.options ?? [];
    const level = levels.find((option) => option.key === record['level']);
    const masked = this.session.fieldAccess('customers', 'mobile') === 'masked';
    return {
      id: record.id,
      name: text(record['name']) ?? '—',
      at: text(record['nextContactAt']),
      followedUp: text(record['lastFollowUpAt']),
      level: level ? { text: this.label(level.label), color: level.color } : null,
      phone: masked ? null : (text(record['mobile']) ?? text(record['telephone'])),
    };
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
