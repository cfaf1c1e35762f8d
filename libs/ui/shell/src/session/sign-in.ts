import { Injectable, inject } from '@angular/core';
import { Router } from '@angular/router';
import { SessionStore } from '@ruyi/ui/data-access';

/** The last step of every way in: reads who one is now and goes where one wanted to go. */
@Injectable({ providedIn: 'root' })
export class SignIn {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);

  async finish(next?: string | null): Promise<void> {
    this.session.clear();
    await this.session.refresh();
    // Only a path of ours: `//evil.example` and `https:…` are not.
    const safe = next?.startsWith('/') && !next.startsWith('//') ? next : '/';
    await this.router.navigateByUrl(safe);
  }
}
