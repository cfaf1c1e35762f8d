import { DOCUMENT } from '@angular/common';
import { Injectable, inject } from '@angular/core';

export interface Shortcut {
  /** `mod+k` (⌘ on a Mac, Ctrl elsewhere), `n`, `/`, `escape`, `shift+enter`. */
  readonly keys: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Also while the caret is in a field; single letters never are. */
  readonly whileTyping?: boolean;
}

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"]';

/** Keyboard shortcuts of the page on screen; the one registered last wins. */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly active: Shortcut[] = [];
  private readonly isMac = /Mac|iP(hone|ad|od)/.test(this.document.defaultView?.navigator.platform ?? '');

  constructor() {
    this.document.addEventListener('keydown', (event) => this.handle(event));
  }

  /** Returns the function that takes it away again: `inject(DestroyRef).onDestroy(shortcuts.add({…}))`. */
  add(shortcut: Shortcut): () => void {
    this.active.push(shortcut);
    return () => {
      const index = this.active.indexOf(shortcut);
      if (index >= 0) this.active.splice(index, 1);
    };
  }

  /** As the keyboard is labelled: `⌘K` or `Ctrl K`. */
  text(keys: string): string {
    return keys
      .split('+')
      .map((key) => (key === 'mod' ? (this.isMac ? '⌘' : 'Ctrl') : key.charAt(0).toUpperCase() + key.slice(1)))
      .join(this.isMac ? '' : ' ');
  }

  private handle(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    const typing = event.target instanceof Element && event.target.closest(TYPING) !== null;
    const pressed = this.describe(event);
    const shortcut = this.active.findLast((candidate) => candidate.keys === pressed);
    if (!shortcut || (typing && !shortcut.whileTyping)) return;
    event.preventDefault();
    shortcut.run(event);
  }

  private describe(event: KeyboardEvent): string {
    const mod = this.isMac ? event.metaKey : event.ctrlKey;
    const parts = [mod && 'mod', event.altKey && 'alt', event.shiftKey && event.key.length > 1 && 'shift'];
    return [...parts.filter(Boolean), event.key.toLowerCase()].join('+');
  }
}
