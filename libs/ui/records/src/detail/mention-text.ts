import { Component, ElementRef, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { PickSource, injectRemoteItems, type PickItem } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { mentionAt, mentionedIn, type Mention } from './mention-at.js';

let made = 0;

/** A text in which @ and the beginning of a name, or its pinyin, offers colleagues. */
@Component({
  selector: 'ry-mention-text',
  styleUrl: './mention-text.css',
  template: `
    <textarea
      #box
      aria-autocomplete="list"
      aria-haspopup="listbox"
      [attr.aria-controls]="isOpen() ? id : null"
      [attr.aria-activedescendant]="isOpen() ? id + '-' + active() : null"
      [attr.aria-label]="label()"
      [placeholder]="placeholder()"
      [value]="value()"
      (input)="typed(box)"
      (click)="look(box)"
      (keydown)="key($event, box)"
      (blur)="at.set(null)"
    ></textarea>
    @if (isOpen()) {
      <ul role="listbox" [id]="id" [attr.aria-label]="t('records.followUp.colleagues')">
        @for (person of people(); track person.key; let index = $index) {
          <li
            role="option"
            [id]="id + '-' + index"
            [attr.aria-selected]="index === active()"
            (mousedown)="$event.preventDefault(); choose(person, box)"
          >
            {{ person.label }}
            @if (person.detail) {
              <span class="ry-sub">{{ person.detail }}</span>
            }
          </li>
        }
      </ul>
    }
  `,
})
export class MentionText {
  readonly value = input.required<string>();
  readonly label = input.required<string>();
  readonly placeholder = input('');
  readonly changed = output<string>();
  /** Ids of the colleagues whose names stand in the text behind an @. */
  readonly mentioned = output<readonly string[]>();
  readonly submitted = output<void>();

  protected readonly t = injectTranslate();
  private readonly source = inject(PickSource);
  private readonly found = injectRemoteItems((words, signal) => this.source.users(words, signal));
  private readonly box = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');
  private readonly chosen = new Map<string, string>();
  protected readonly id = `mention-${made++}`;
  protected readonly at = signal<Mention | null>(null);
  protected readonly active = signal(0);
  protected readonly people = computed(() => this.found.items().slice(0, 8));
  protected readonly isOpen = computed(() => this.at() !== null && this.people().length > 0);

  /** Puts an @ at the caret, as the button beside the text does. */
  begin(): void {
    const box = this.box().nativeElement;
    box.focus();
    box.setRangeText('@', box.selectionStart, box.selectionEnd, 'end');
    this.typed(box);
  }

  protected typed(box: HTMLTextAreaElement): void {
    this.say(box.value);
    this.look(box);
  }

  protected look(box: HTMLTextAreaElement): void {
    const at = mentionAt(box.value, box.selectionStart);
    if (at && at.words !== this.at()?.words) this.found.search(at.words);
    this.at.set(at);
    this.active.set(0);
  }

  protected key(event: KeyboardEvent, box: HTMLTextAreaElement): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return this.submitted.emit();
    if (!this.isOpen() || event.isComposing) return;
    const count = this.people().length;
    const person = this.people()[this.active()];
    if (event.key === 'ArrowDown') this.active.update((index) => (index + 1) % count);
    else if (event.key === 'ArrowUp') this.active.update((index) => (index + count - 1) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && person) this.choose(person, box);
    else if (event.key === 'Escape') this.at.set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected choose({ key, label }: PickItem, box: HTMLTextAreaElement): void {
    const at = this.at();
    if (!at) return;
    this.chosen.set(label, key);
    box.setRangeText(`@${label} `, at.start, box.selectionStart, 'end');
    this.at.set(null);
    this.say(box.value);
  }

  private say(text: string): void {
    this.changed.emit(text);
    this.mentioned.emit(mentionedIn(text, this.chosen));
  }
}
