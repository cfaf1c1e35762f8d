import { Component, computed, input, output } from '@angular/core';
import type { Channel, ProviderShape } from '@ruyi/ui/data-access';
import { LabelledField, injectTranslate } from '@ruyi/ui/kit';

/** Examples in the boxes; no language of their own. */
const HINTS: Readonly<Record<string, string>> = {
  host: 'smtp.exmail.qq.com',
  port: '465',
  user: 'sales@example.com',
  fromAddress: 'sales@example.com',
  region: 'cn-hangzhou',
  sdkAppId: '1400000000',
  url: 'https://sms.example.com/send',
  headers: 'Authorization: Bearer {{token}}',
  body: '{"mobile":"{{mobile}}","content":"{{text}}"}',
  success: '"code":0',
  messageId: 'data.msgid',
  receipt: 'id: msgid\nstatus: status\ndelivered: DELIVRD, 0\ncode: errcode',
  reply: 'mobile: phone\ntext: content',
  callbackAnswer: 'OK',
};
const HELPED = new Set([
  'user',
  'password',
  'signature',
  'region',
  'url',
  'headers',
  'success',
  'token',
  'messageId',
  'receipt',
  'reply',
  'callbackAnswer',
]);
const LONG = new Set(['headers', 'body', 'receipt', 'reply']);
const WIDE = new Set(['url', 'headers', 'body']);
const METHODS = ['POST', 'GET'];
/** What may stand in them; the dictionary would take it for its own placeholders. */
const PLACES: Readonly<Record<string, string>> = {
  url: '{{mobile}} {{text}} {{signature}} {{templateCode}} {{key}} {{token}}',
  token: '{{token}}',
};

/** The settings that a provider asks for; secrets are only ever written. */
@Component({
  selector: 'ry-sender-fields',
  imports: [LabelledField],
  template: `
    @for (each of fields(); track each.name) {
      <ry-field
        [class.wide]="each.wide"
        [for]="each.id"
        [label]="t('admin.senders.setting.' + each.name)"
        [required]="each.required"
        [error]="issues()[each.name]"
        [help]="each.help"
      >
        @if (each.secret) {
          <input
            #secret
            class="ry-input"
            type="password"
            autocomplete="new-password"
            [id]="each.id"
            [attr.aria-invalid]="each.name in issues() || null"
            [placeholder]="each.set ? '••••••••' : ''"
            [value]="secrets()[each.name] ?? ''"
            (input)="secretSet.emit([each.name, secret.value])"
          />
        } @else if (each.name === 'secure') {
          <select #secure class="ry-input" [id]="each.id" (change)="changed.emit([each.name, secure.value])">
            <option value="true" [selected]="each.value !== 'false'">{{ t('admin.senders.secureYes') }}</option>
            <option value="false" [selected]="each.value === 'false'">{{ t('admin.senders.secureNo') }}</option>
          </select>
        } @else if (each.name === 'method') {
          <select #method class="ry-input" [id]="each.id" (change)="changed.emit([each.name, method.value])">
            @for (one of methods; track one) {
              <option [value]="one" [selected]="one === each.value">{{ one }}</option>
            }
          </select>
        } @else if (each.long) {
          <textarea
            #long
            class="ry-input"
            rows="3"
            spellcheck="false"
            [id]="each.id"
            [placeholder]="each.hint"
            [value]="each.value"
            (input)="changed.emit([each.name, long.value])"
          ></textarea>
        } @else {
          <input
            #box
            class="ry-input"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            [attr.inputmode]="each.name === 'port' ? 'numeric' : null"
            [id]="each.id"
            [attr.aria-invalid]="each.name in issues() || null"
            [placeholder]="each.hint"
            [value]="each.value"
            (input)="changed.emit([each.name, box.value.trim()])"
          />
        }
      </ry-field>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 12px 14px;
    }
    .wide {
      grid-column: 1 / -1;
    }
    textarea {
      font-family: ui-monospace, monospace;
      font-size: 13px;
    }
    @media (max-width: 767px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class SenderFields {
  readonly channel = input.required<Channel>();
  readonly shape = input.required<ProviderShape>();
  readonly settings = input.required<Readonly<Record<string, string>>>();
  readonly secrets = input.required<Readonly<Record<string, string>>>();
  /** Secrets that the server has. */
  readonly secretsSet = input.required<readonly string[]>();
  readonly issues = input.required<Readonly<Record<string, string>>>();
  readonly changed = output<readonly [name: string, value: string]>();
  readonly secretSet = output<readonly [name: string, value: string]>();

  protected readonly t = injectTranslate();
  protected readonly methods = METHODS;
  protected readonly fields = computed(() => {
    const { settings, required, secrets } = this.shape();
    return [...settings, ...secrets].map((name) => {
      const secret = secrets.includes(name);
      const set = this.secretsSet().includes(name);
      return {
        name,
        id: `${this.channel()}-${name}`,
        secret,
        set,
        // A mail server or a gateway may ask for no secret at all.
        required: required.includes(name) || (secret && name !== 'password' && name !== 'token'),
        value: this.settings()[name] ?? '',
        hint: HINTS[name] ?? '',
        help: secret && set ? this.t('admin.senders.secretSet') : this.help(name),
        long: LONG.has(name),
        wide: WIDE.has(name),
      };
    });
  });

  private help(name: string): string {
    if (!HELPED.has(name)) return '';
    const words = this.t(`admin.senders.help.${name}`);
    const places = PLACES[name];
    return places ? `${words} ${places}` : words;
  }
}
