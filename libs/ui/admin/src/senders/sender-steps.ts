import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Channel, SenderStatus } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';

/** What is to be done before a channel sends, in order, with what is done already. */
@Component({
  selector: 'ry-sender-steps',
  imports: [RouterLink],
  template: `
    <ol [attr.aria-label]="t('admin.senders.steps')">
      @for (step of steps(); track step.step) {
        <li [class.done]="step.done">
          <span class="mark" aria-hidden="true">{{ step.done ? '✓' : $index + 1 }}</span>
          @if (step.step === 'createTemplate' && linked()) {
            <a routerLink="/settings/templates/new" [queryParams]="{ channel: channel() }">{{
              t('admin.senders.step.createTemplate')
            }}</a>
          } @else {
            {{ t('admin.senders.step.' + step.step) }}
          }
          <span class="ry-visually-hidden">{{ t(step.done ? 'admin.senders.done' : 'admin.senders.toDo') }}</span>
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      display: grid;
      gap: 6px;
      margin: 4px 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .mark {
      display: grid;
      place-items: center;
      width: 20px;
      height: 20px;
      flex: none;
      border: 1px solid currentcolor;
      border-radius: 50%;
      font-size: 12px;
    }
    .done .mark {
      border-color: var(--ry-ok);
      background: var(--ry-ok-soft);
      color: var(--ry-ok);
    }
  `,
})
export class SenderSteps {
  readonly channel = input.required<Channel>();
  readonly steps = input.required<SenderStatus['steps']>();
  /** Whether the reader may do them. */
  readonly linked = input(false);
  protected readonly t = injectTranslate();
}
