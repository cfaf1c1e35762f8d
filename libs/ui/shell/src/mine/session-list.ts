import { Component, computed, inject, signal } from '@angular/core';
import { ApiProblem, AuthApi, type MySession } from '@ruyi/ui/data-access';
import { Icon, Toaster, injectFormat, injectTranslate } from '@ruyi/ui/kit';

/** 登录设备: where one is signed in, and the way out from afar. */
@Component({
  selector: 'ry-session-list',
  imports: [Icon],
  template: `
    <h2>{{ t('shell.sessions.title') }}</h2>
    <p class="ry-sub">{{ t('shell.sessions.text') }}</p>
    <ul>
      @for (session of sessions(); track session.id) {
        <li>
          <ry-icon name="user" [size]="20" />
          <div>
            <b>{{ session.device || t('shell.sessions.unknown') }}</b>
            @if (session.current) {
              <span class="ry-tag">{{ t('shell.sessions.current') }}</span>
            }
            <p class="ry-sub">
              {{
                t('shell.sessions.used', {
                  at: format.dateTime(session.lastUsedAt),
                  ip: session.ip ?? '—',
                })
              }}
            </p>
          </div>
          @if (!session.current) {
            <button type="button" class="ry-btn" [disabled]="busy()" (click)="end(session)">
              {{ t('shell.sessions.end') }}
            </button>
          }
        </li>
      }
    </ul>
    @if (others() > 1) {
      <button type="button" class="ry-btn" [disabled]="busy()" (click)="endOthers()">
        {{ t('shell.sessions.endOthers', { count: others() }) }}
      </button>
    }
  `,
  styles: `
    ul {
      margin: 10px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 10px 0;
      border-top: 1px solid var(--ry-line);
    }
    li div {
      flex: 1;
      min-width: 0;
    }
    ry-icon {
      color: var(--ry-ink-3);
    }
  `,
})
export class SessionList {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly auth = inject(AuthApi);
  private readonly toaster = inject(Toaster);
  protected readonly sessions = signal<readonly MySession[]>([]);
  protected readonly busy = signal(false);
  protected readonly others = computed(() => this.sessions().filter(({ current }) => !current).length);

  constructor() {
    void this.reload();
  }

  /** What it shows may have changed elsewhere on the page. */
  reload(): Promise<void> {
    return this.attempt(() => this.read());
  }

  protected end(session: MySession): Promise<void> {
    return this.attempt(async () => {
      await this.auth.endSession(session.id);
      await this.read();
    });
  }

  protected endOthers(): Promise<void> {
    return this.attempt(async () => {
      const { ended } = await this.auth.endOtherSessions();
      await this.read();
      await this.toaster.show(this.t('shell.sessions.ended', { count: ended }));
    });
  }

  private async read(): Promise<void> {
    this.sessions.set((await this.auth.sessions()).items);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    } finally {
      this.busy.set(false);
    }
  }
}
