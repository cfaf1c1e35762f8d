import { Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { ModuleStore, PeopleApi, PoolApi, SessionStore, type WhyAnswer } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { EmptyState, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { UserPicker } from '../frame/user-picker.js';
import { RecordPicker } from '../templates/record-picker.js';

type Reason = WhyAnswer['because'][number];

/** "Why can this user (not) see this record?": the answer of the rules, in sentences. */
@Component({
  selector: 'ry-why-page',
  imports: [AdminHeader, EmptyState, LoadError, RecordPicker, SkeletonRows, UserPicker],
  template: `
    <ry-admin-header [title]="t('admin.home.why.title')" />
    <section class="ry-card">
      <div class="three">
        <div>
          <label for="why-user">{{ t('admin.why.who') }}</label>
          <ry-user-picker
            pickerId="why-user"
            [label]="t('admin.why.who')"
            [userId]="userId()"
            (changed)="userId.set($event)"
          />
        </div>
        <div>
          <label for="why-module">{{ t('admin.fields.module') }}</label>
          <select #box id="why-module" class="ry-input" (change)="module.set(box.value)">
            @for (each of modules(); track each.key) {
              <option [value]="each.key" [selected]="each.key === module()">{{ words.of(each.label) }}</option>
            }
          </select>
        </div>
        <div>
          <label for="why-record">{{ t('admin.why.record') }}</label>
          <ry-record-picker
            pickerId="why-record"
            [label]="t('admin.why.record')"
            [module]="module()"
            (picked)="recordId.set($event)"
          />
        </div>
      </div>
    </section>
    @if (answer.error(); as error) {
      <ry-load-error [error]="error" (retry)="answer.reload()" />
    } @else if (answer.hasValue()) {
      @let found = answer.value();
      <section class="ry-card" aria-live="polite">
        <p class="ry-notice verdict" [class.ok]="found.allowed" [class.bad]="!found.allowed">
          {{ t(found.allowed ? 'admin.why.yes' : 'admin.why.no') }}
        </p>
        <ul>
          @for (reason of main(); track $index) {
            <li [class.for]="reason.allows">{{ sentence(reason) }}</li>
          }
        </ul>
        @if (fields().length > 0) {
          <h2>{{ t('admin.why.fields') }}</h2>
          <ul>
            @for (reason of fields(); track $index) {
              <li>{{ fieldName(reason.params['field']) }}：{{ t('admin.roles.access.' + reason.params['access']) }}</li>
            }
          </ul>
        }
      </section>
    } @else if (answer.isLoading()) {
      <ry-skeleton-rows [rows]="3" />
    } @else {
      <ry-empty-state icon="eye" [title]="t('admin.why.ask')" [text]="t('admin.why.askText')" />
    }
  `,
  styleUrl: '../frame/form-page.css',
  styles: `
    .three {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: 14px;
    }
    label {
      display: block;
      margin-bottom: 4px;
      color: var(--ry-ink-2);
      font-size: 13px;
    }
    .verdict {
      font-weight: 600;
    }
    ul {
      display: grid;
      gap: 6px;
      margin: 0;
      padding-left: 20px;
    }
    li::marker {
      content: '✗  ';
      color: var(--ry-bad);
    }
    li.for::marker {
      content: '✓  ';
      color: var(--ry-ok);
    }
    h2 ~ ul li::marker {
      content: '·  ';
    }
    @media (max-width: 767px) {
      .three {
        grid-template-columns: 1fr;
      }
    }
  `,
})
export class WhyPage {
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly format = injectFormat();
  private readonly api = inject(PeopleApi);
  private readonly poolApi = inject(PoolApi);
  private readonly store = inject(ModuleStore);
  protected readonly modules = inject(SessionStore).modules;

  protected readonly userId = signal<string | null>(null);
  protected readonly module = linkedSignal(() => this.modules()[0]?.key ?? 'customers');
  protected readonly recordId = linkedSignal<string, string | null>({ source: this.module, computation: () => null });
  protected readonly answer = resource({
    params: () => {
      const [user, record] = [this.userId(), this.recordId()];
      return user && record ? { user, record, module: this.module() } : undefined;
    },
    loader: ({ params }) => this.api.why(params.module, params.record, params.user),
  });
  private readonly pools = resource({ loader: () => this.poolApi.list() });
  private readonly because = computed<readonly Reason[]>(() =>
    this.answer.hasValue() ? this.answer.value().because : [],
  );
  protected readonly main = computed(() => this.because().filter((reason) => reason.code !== 'fieldRule'));
  protected readonly fields = computed(() => this.because().filter((reason) => reason.code === 'fieldRule'));

  protected fieldName(key: string | undefined): string {
    return (
      this.words.of(
        this.store
          .module(this.module())()
          ?.fields.find((field) => field.key === key)?.label,
      ) ||
      (key ?? '')
    );
  }

  /** The rule in words: its scope, owner, pool and date named as the reader knows them. */
  protected sentence({ code, params }: Reason): string {
    const { scope, until, pool, module } = params;
    return this.t(`admin.why.because.${code}`, {
      ...params,
      ...(scope ? { scope: this.t(`admin.roles.scope.${scope}`) } : {}),
      ...(pool ? { pool: this.poolName(pool) } : {}),
      ...(module ? { module: this.words.of(this.modules().find((each) => each.key === module)?.label) || module } : {}),
      owner: params['owner'] || this.t('admin.why.nobody'),
      until: until ? this.format.dateTime(until) : this.t('admin.why.forever'),
    });
  }

  private poolName(id: string): string {
    return (this.pools.hasValue() ? this.pools.value().items.find((pool) => pool.id === id)?.name : undefined) ?? '';
  }
}
