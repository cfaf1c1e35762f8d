import { Component, effect, input, signal, viewChild, type ElementRef } from '@angular/core';

/**
 * A mail's page as it was written, styles and all, in a frame where nothing of it can run. The frame is a page of its own,
 * not a `srcdoc`: that would be bound by this page's policy, which knows no styles of strangers.
 */
@Component({
  selector: 'ry-mail-frame',
  template: `<iframe #frame sandbox="allow-scripts" src="/mail-frame.html" [attr.title]="label()"></iframe>`,
  host: { '(window:message)': 'hear($event)' },
  styles: `
    iframe {
      display: block;
      width: 100%;
      height: 260px;
      border: 0;
      background: #fff;
    }
  `,
})
export class MailFrame {
  readonly html = input.required<string>();
  readonly label = input.required<string>();
  private readonly frame = viewChild.required<ElementRef<HTMLIFrameElement>>('frame');
  private readonly ready = signal(false);

  constructor() {
    effect(() => {
      // A sandboxed page has no origin that could be named; what is sent is what its user is looking at.
      if (this.ready()) this.frame().nativeElement.contentWindow?.postMessage({ mail: this.html() }, '*');
    });
  }

  protected hear({ source, data }: MessageEvent<unknown>): void {
    if (source !== this.frame().nativeElement.contentWindow) return;
    if (typeof data === 'object' && data !== null && 'mailFrame' in data) this.ready.set(true);
  }
}
