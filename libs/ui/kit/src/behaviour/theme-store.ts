import { DOCUMENT } from '@angular/common';
import { Injectable, inject, signal } from '@angular/core';

export type Theme = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'ruyi.theme';

/** Light, dark, or as the device says; kept in this browser. */
@Injectable({ providedIn: 'root' })
export class ThemeStore {
  private readonly document = inject(DOCUMENT);
  private readonly current = signal<Theme>(this.stored());

  readonly theme = this.current.asReadonly();

  constructor() {
    this.apply(this.current());
  }

  set(theme: Theme): void {
    this.current.set(theme);
    this.document.defaultView?.localStorage.setItem(STORAGE_KEY, theme);
    this.apply(theme);
  }

  private apply(theme: Theme): void {
    if (theme === 'system') delete this.document.documentElement.dataset['theme'];
    else this.document.documentElement.dataset['theme'] = theme;
  }

  private stored(): Theme {
    const stored = this.document.defaultView?.localStorage.getItem(STORAGE_KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  }
}
