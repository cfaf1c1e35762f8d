import { Component, inject, output, resource, signal } from '@angular/core';
import { SecondFactorApi, SessionStore } from '@ruyi/ui/data-access';
import { LoadError, SkeletonRows, Toaster, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactorProof } from './second-factor-proof.js';
import { SecondFactorSetUp } from './second-factor-set-up.js';

/** 两步验证: one's own second factor, on or off. */
@Component({
  selector: 'ry-second-factor-card',
  imports: [LoadError, RecoveryCodes, SecondFactorProof, SecondFactorSetUp, SkeletonRows],
  template: `
    <h2>
      {{ t('shell.secondFactor.title') }}
      @if (state.hasValue() && state.value().active) {
        <span class="ry-tag ok">{{ t('shell.secondFactor.on') }}</span>
      }
    </h2>
    @if (state.hasValue()) {
      @let known = state.value();
      @if (codes(); as list) {
        <ry-recovery-codes [codes]="list" (kept)="settled()" />
      } @else if (known.active) {
        <p class="ry-sub">
          {{ t('shell.secondFactor.since', { at: format.dateTime(known.since ?? '') }) }}
          {{ t('shell.secondFactor.left', { count: known.recoveryCodesLeft }) }}
        </p>
        @switch (doing()) {
          @case ('codes') {
            <ry-second-factor-proof
              [action]="t('shell.secondFactor.renew')"
              [run]="renew"
              (cancelled)="doing.set(null)"
            />
          }
          @case ('off') {
            @if (known.required) {
              <p class="ry-notice warn off" role="status">{{ t('shell.secondFactor.offRequired') }}</p>
            }
            <ry-second-factor-proof
              danger
              [action]="t('shell.secondFactor.turnOff')"
              [run]="turnOff"
              (cancelled)="doing.set(null)"
            />
          }
          @default {
            <div class="ry-row buttons">
              <button type="button" class="ry-btn" (click)="doing.set('codes')">
                {{ t('shell.secondFactor.renew') }}
              </button>
              <button type="button" class="ry-btn danger" (click)="doing.set('off')">
                {{ t('shell.secondFactor.turnOff') }}
              </button>
            </div>
          }
        }
      } @else {
        <p class="ry-sub">{{ t('shell.secondFactor.text') }}</p>
        @if (doing() === 'on') {
          <ry-second-factor-set-up (done)="settled()">
            <button type="button" class="ry-btn" (click)="doing.set(null)">{{ t('kit.cancel') }}</button>
          </ry-second-factor-set-up>
        } @else {
          <div class="ry-row buttons">
            <button type="button" class="ry-btn" (click)="doing.set('on')">{{ t('shell.secondFactor.setUp') }}</button>
          </div>
        }
      }
    } @else if (state.error()) {
      <ry-load-error [error]="state.error()" (retry)="state.reload()" />
    } @else {
      <ry-skeleton-rows [rows]="2" />
    }
  `,
  styles: `
    h2 {
      display: flex;
      align-items: center;
      gap: 8px;
      font-size: 15px;
    }
    .buttons,
    .off {
      margin-top: 12px;
    }
    .buttons {
      flex-wrap: wrap;
    }
  `,
})
export class SecondFactorCard {
  /** It is on, off, or has other codes: where else one was signed in may be over. */
  readonly changed = output();
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(SecondFactorApi);
  private readonly session = inject(SessionStore);
  private readonly toaster = inject(Toaster);
  protected readonly state = resource({ loader: () => this.api.state() });
  protected readonly doing = signal<'on' | 'off' | 'codes' | null>(null);
  protected readonly codes = signal<readonly string[] | null>(null);

  protected readonly renew = async (password: string, code: string): Promise<void> => {
    this.codes.set((await this.api.renewCodes(password, code)).recoveryCodes);
  };

  protected readonly turnOff = async (password: string, code: string): Promise<void> => {
    await this.api.turnOff(password, code);
    await this.settled();
    void this.toaster.show(this.t('shell.secondFactor.offDone'));
  };

  protected async settled(): Promise<void> {
    this.codes.set(null);
    this.doing.set(null);
    this.state.reload();
    this.changed.emit();
    await this.session.refresh();
  }
}
