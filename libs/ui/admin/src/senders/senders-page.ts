import { Component } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { SenderCard } from './sender-card.js';

/** 发送设置: one card a channel. */
@Component({
  selector: 'ry-senders-page',
  imports: [AdminHeader, SenderCard],
  template: `
    <ry-admin-header [title]="t('admin.home.senders.title')" />
    <div class="cards">
      <ry-sender-card class="ry-card" channel="mail" />
      <ry-sender-card class="ry-card" channel="sms" />
    </div>
  `,
  styles: `
    :host {
      display: block;
      max-width: 1180px;
      margin: 0 auto;
      padding: 16px 24px 48px;
    }
    .cards {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 18px;
      align-items: start;
      margin-top: 12px;
    }
    @media (max-width: 1099px) {
      .cards {
        grid-template-columns: minmax(0, 1fr);
      }
    }
    @media (max-width: 767px) {
      :host {
        padding: 10px 8px 40px;
      }
    }
  `,
})
export class SendersPage {
  protected readonly t = injectTranslate();
}
