import { DOCUMENT } from '@angular/common';
import { DestroyRef, Injectable, inject } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Confirm } from '../feedback/confirm.js';
import { injectTranslate } from '../i18n/translate.js';

/** Pages that hold something unsaved say so here; leaving asks first, also when the tab is closed. */
@Injectable({ providedIn: 'root' })
export class UnsavedChanges {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly confirm = inject(Confirm);
  private readonly t = injectTranslate();
  private readonly checks = new Set<() => boolean>();

  constructor() {
    this.window?.addEventListener('beforeunload', (event) => {
      if (this.any()) event.preventDefault();
    });
  }

  /** Call in an injection context; the check lives as long as the component. */
  watch(isDirty: () => boolean, destroyed = inject(DestroyRef)): void {
    this.checks.add(isDirty);
    destroyed.onDestroy(() => this.checks.delete(isDirty));
  }

  any(): boolean {
    return [...this.checks].some((isDirty) => isDirty());
  }

  /** True when nothing would be lost, or the user does not mind. */
  async mayLeave(): Promise<boolean> {
    if (!this.any()) return true;
    return this.confirm.ask({
      title: this.t('kit.leave.title'),
      text: this.t('kit.leave.text'),
      confirm: this.t('kit.leave.leave'),
      cancel: this.t('kit.leave.stay'),
      danger: true,
    });
  }
}

/** For routes: `canDeactivate: [unsavedChangesGuard]`. */
export const unsavedChangesGuard: CanDeactivateFn<unknown> = () => inject(UnsavedChanges).mayLeave();
