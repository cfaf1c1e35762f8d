import { Injectable, effect, inject, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { EventStream, JobStore, NotificationStore, ServerSignals, SessionStore } from '@ruyi/ui/data-access';

/** What begins with a session and ends with it: live events, running jobs, the bell; and the way out when it expires. */
@Injectable({ providedIn: 'root' })
export class SessionLife {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly events = inject(EventStream);
  private readonly jobs = inject(JobStore);
  private readonly notifications = inject(NotificationStore);
  private readonly server = inject(ServerSignals);
  private current: string | null = null;

  start(): void {
    effect(() => {
      const me = this.session.me();
      const missing = this.session.secondFactorMissing();
      untracked(() => {
        const working = this.current !== null;
        this.follow(me && !missing ? `${me.tenant.id} ${me.user.id}` : null, me?.unread ?? 0);
        // Who comes in is led by the guards.
        if (missing && working) this.toSetUp();
      });
    });
    effect(() => {
      if (this.server.unauthenticated() > 0) untracked(() => this.expired());
    });
    effect(() => {
      if (this.server.secondFactorRequired() > 0) untracked(() => void this.check());
    });
    let knownAccess: string | null = null;
    effect(() => {
      const access = this.server.accessVersion();
      const changed = knownAccess !== null && access !== knownAccess;
      knownAccess = access;
      // A role was changed: menus and buttons follow without a reload.
      if (changed && untracked(this.session.signedIn)) void this.session.refresh().catch(() => undefined);
    });
    effect(() => {
      if (this.events.refused() > 0) untracked(() => void this.check());
    });
  }

  /** Signs out here and on the server, and shows the log-in. */
  async logout(): Promise<void> {
    await this.session.logout();
    await this.router.navigateByUrl('/login');
  }

  private follow(who: string | null, unread: number): void {
    if (who === this.current) return;
    this.current = who;
    this.events.disconnect();
    this.jobs.clear();
    this.notifications.clear();
    if (!who) return;
    this.notifications.setUnread(unread);
    this.events.connect();
    void this.jobs.restore().catch(() => undefined);
  }

  /** Asks whether the session still holds: a user who was disabled is out without clicking first. */
  private async check(): Promise<void> {
    const wasIn = this.session.signedIn();
    const me = await this.session.refresh().catch(() => undefined);
    if (wasIn && me === null) this.toLogin();
  }

  private expired(): void {
    if (!this.session.signedIn()) return;
    this.session.clear();
    this.toLogin();
  }

  /** The company asks for a second factor from now on, or it was turned off in spite of that. */
  private toSetUp(): void {
    void this.router.navigate(['/second-factor'], { queryParams: { next: this.router.url } });
  }

  private toLogin(): void {
    void this.router.navigate(['/login'], { queryParams: { next: this.router.url, expired: true } });
  }
}
