import { Component, effect, input, viewChild, type ElementRef } from '@angular/core';

const HEAD = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light"><base target="_blank">
<style>body{margin:14px 16px;font:14px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1c2230;overflow-wrap:anywhere}img{max-width:100%}</style>`;

/** A mail's page as it was written, styles and all, in a frame where nothing of it can run. */
@Component({
  selector: 'ry-mail-frame',
  template: `<iframe #frame sandbox="" [attr.title]="label()"></iframe>`,
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

  constructor() {
    effect(() => {
      this.frame().nativeElement.srcdoc = HEAD + this.html();
    });
  }
}
