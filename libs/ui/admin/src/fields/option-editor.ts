import { CdkDrag, CdkDragHandle, CdkDropList, moveItemInArray, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { Component, ElementRef, computed, inject, input, output, signal } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import type { Field, Label, Option } from '@ruyi/contract/metadata';
import { Words } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { freshOption, isNew } from './field-draft.js';

/** The options of a select: name, colour, order, and what becomes of the records of one that goes. */
@Component({
  selector: 'ry-option-editor',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, Icon, MatMenuModule],
  templateUrl: './option-editor.html',
  styleUrl: './option-editor.css',
})
export class OptionEditor {
  readonly field = input.required<Field>();
  /** Options that the server knows: they can take records over. */
  readonly saved = input.required<readonly Option[]>();
  /** How many records have each option. */
  readonly usage = input<Readonly<Record<string, number>>>({});
  readonly issues = input<Readonly<Record<string, string>>>({});
  /** Whether an option may ask for a text of its own: of selects that the server knows. */
  readonly explainable = input(false);
  readonly changed = output<readonly Option[]>();
  /** The option that asks for a text when it is chosen. */
  readonly explained = output<Option>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly retiring = signal<string | null>(null);
  protected readonly bilingual = signal(false);

  protected readonly options = computed(() => this.field().options ?? []);
  protected readonly live = computed(() => this.options().filter((option) => !option.retired));
  protected readonly gone = computed(() => this.options().filter((option) => option.retired));

  protected issueOf(option: Option): string | undefined {
    const index = this.options().indexOf(option);
    return Object.entries(this.issues()).find(
      ([path]) => path.startsWith(`options.${index}.`) || path === `options.${index}`,
    )?.[1];
  }

  protected readonly general = computed(() => this.issues()['options']);

  /** The server has not named it yet: no condition can speak of it. */
  protected isFresh(option: Option): boolean {
    return !this.saved().some(({ key }) => key === option.key);
  }

  protected used(option: Option): number {
    return this.usage()[option.key] ?? 0;
  }

  protected replacers(option: Option): readonly Option[] {
    const saved = new Set(this.saved().map(({ key }) => key));
    return this.live().filter((other) => other.key !== option.key && saved.has(other.key));
  }

  protected nameOf(key: string | undefined): string {
    return this.words.of(this.options().find((option) => option.key === key)?.label);
  }

  /** By key: between two quick keystrokes the option in the template is that of before. */
  protected change({ key }: Option, change: Partial<Option>): void {
    this.changed.emit(this.options().map((each) => (each.key === key ? { ...each, ...change } : each)));
  }

  protected rename({ key }: Option, language: 'zh' | 'en', text: string): void {
    const option = this.options().find((each) => each.key === key);
    if (!option) return;
    const { zh, en = '' }: Label = { ...option.label, [language]: text };
    // The English of a fresh option is only a stopgap.
    const stopgap = isNew(key) && language === 'zh' && !this.bilingual();
    this.change(option, { label: en && !stopgap ? { zh, en } : { zh } });
  }

  protected add(text?: string): void {
    const option = freshOption(this.options(), this.options().length + 1, text);
    this.changed.emit([...this.live(), option, ...this.gone()]);
    if (text) return;
    setTimeout(() => {
      const boxes = this.host.nativeElement.querySelectorAll<HTMLInputElement>('input.zh');
      boxes[boxes.length - 1]?.select();
    });
  }

  /** Several lines pasted from a sheet become several options. */
  protected paste(event: ClipboardEvent, option: Option): void {
    const lines = (event.clipboardData?.getData('text') ?? '')
      .split(/[\r\n\t]+/)
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const [first = '', ...rest] = lines;
    const changed = this.live().map((each) => (each.key === option.key ? { ...each, label: { zh: first } } : each));
    const added: Option[] = [];
    for (const line of rest) added.push(freshOption([...changed, ...added], changed.length + added.length + 1, line));
    this.changed.emit([...changed, ...added, ...this.gone()]);
  }

  protected drop(event: CdkDragDrop<unknown>): void {
    const live = [...this.live()];
    moveItemInArray(live, event.previousIndex, event.currentIndex);
    this.changed.emit([...live, ...this.gone()]);
  }

  protected step(option: Option, step: 1 | -1): void {
    const live = [...this.live()];
    const from = live.findIndex((each) => each.key === option.key);
    moveItemInArray(live, from, Math.max(0, Math.min(live.length - 1, from + step)));
    this.changed.emit([...live, ...this.gone()]);
  }

  /** What nobody uses simply goes; else one says what becomes of the records. */
  protected take(option: Option): void {
    if (isNew(option.key)) this.changed.emit(this.options().filter((each) => each.key !== option.key));
    else this.retiring.set(option.key);
  }

  protected retire(option: Option, replacedBy: string): void {
    this.retiring.set(null);
    this.change(option, { retired: true, ...(replacedBy ? { replacedBy } : {}) });
  }

  protected bringBack({ retired: _, replacedBy: __, ...option }: Option): void {
    this.changed.emit([...this.live(), option, ...this.gone().filter((each) => each.key !== option.key)]);
  }
}
