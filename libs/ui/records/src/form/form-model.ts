import { Injector, computed, inject, signal, untracked, type Signal } from '@angular/core';
import { isEmptyValue, isWritableKind, parseFieldValue } from '@ruyi/contract/field-values';
import type { Field } from '@ruyi/contract/metadata';
import { fieldState, isConditional, type FieldState } from '@ruyi/contract/query';
import type { ApiProblem, RecordValues } from '@ruyi/ui/data-access';
import { FieldEnvironment, NameCache, ValueIssues, Words, type FieldControl } from '@ruyi/ui/fields';

export interface FormStart {
  readonly fields: readonly Field[];
  readonly values: RecordValues;
  /** Names of ids among the values, by field. */
  readonly texts?: Readonly<Record<string, string | readonly string[] | null>>;
  /** Fields that the reader may see but not change. */
  readonly fixed?: (field: Field) => boolean;
  /** What conditions of fields look at beside the fields of the form. */
  readonly logic?: FormLogic;
}

export interface FormLogic {
  /** All fields of the module, by key. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Values of fields that are not on the form. */
  readonly rest: RecordValues;
  readonly userId: string | null;
  /** Whether the reader sees the field's value as it is. */
  readonly readable: (key: string) => boolean;
}

let made = 0;

/** Values, errors and controls of a form; call in an injection context. */
export function injectFormModel(start: FormStart): FormModel {
  return new FormModel(start, inject(Injector));
}

/** What a form holds while it is filled in. */
export class FormModel {
  private readonly id = `form-${made++}`;
  private readonly environment: FieldEnvironment;
  private readonly words: Words;
  private readonly issues: ValueIssues;
  private readonly names: NameCache;
  private readonly controls = new Map<string, FieldControl>();
  private readonly states = new Map<string, Signal<FieldState>>();
  private readonly errors = new Map<string, Signal<string | null>>();
  private readonly state = signal<RecordValues>({});
  private readonly texts = signal<Readonly<Record<string, string | null>>>({});
  /** What stands in inputs and is no value of theirs. */
  private readonly strays = signal<Readonly<Record<string, string | null>>>({});
  private readonly touched = signal<ReadonlySet<string>>(new Set());
  private readonly submitted = signal(false);
  private readonly fromServer = signal<Readonly<Record<string, string>>>({});
  private base: RecordValues;

  readonly values = this.state.asReadonly();
  readonly dirty = computed(() =>
    this.fields.some((field) => !same(this.state()[field.key], this.baseState()[field.key])),
  );
  private readonly baseState = signal<RecordValues>({});

  constructor(
    private readonly start: FormStart,
    injector: Injector,
  ) {
    this.environment = injector.get(FieldEnvironment);
    this.words = injector.get(Words);
    this.issues = injector.get(ValueIssues);
    this.names = injector.get(NameCache);
    this.base = start.values;
    // A form may be made within a `computed`, where signals are not written; these are its own and new.
    untracked(() => {
      this.baseState.set(start.values);
      this.state.set(start.values);
      for (const [key, text] of Object.entries(start.texts ?? {})) this.keepText(key, start.values[key], text);
    });
  }

  get fields(): readonly Field[] {
    return this.start.fields;
  }

  /** The control of a field; always the same one. */
  control(key: string): FieldControl {
    const known = this.controls.get(key);
    if (known) return known;
    const field = this.fields.find((one) => one.key === key);
    if (!field) throw new Error(`No field ${key} in this form`);
    const id = `${this.id}-${key}`;
    const fixed = this.start.fixed?.(field) ?? false;
    const control: FieldControl = {
      field,
      id,
      label: computed(() => this.words.of(field.label)),
      value: computed(() => this.values()[key] ?? null),
      text: computed(() => this.texts()[key] ?? null),
      disabled: computed(() => fixed || field.derived === true || this.stateOf(field).readOnly),
      required: computed(() => this.stateOf(field).required),
      invalid: computed(() => this.shownError(key) !== null),
      describedBy: computed(() => (this.shownError(key) ? `${id}-error` : field.help ? `${id}-help` : null)),
      set: (value, text) => this.set(key, value, text),
      stray: (text) => this.strays.update((strays) => ({ ...strays, [key]: text })),
      touch: () => this.touch(key),
    };
    this.controls.set(key, control);
    return control;
  }

  /** Whether a field is on the form, as things stand. */
  shown(key: string): boolean {
    const field = this.fields.find((one) => one.key === key);
    return field !== undefined && this.stateOf(field).shown;
  }

  set(key: string, value: unknown, text?: string | null): void {
    this.state.update((values) => ({ ...values, [key]: value }));
    if (text !== undefined) this.keepText(key, value, text);
    else if (this.texts()[key]) this.texts.update((texts) => ({ ...texts, [key]: null }));
    if (this.fromServer()[key]) this.fromServer.update(({ [key]: _, ...rest }) => rest);
  }

  /** Puts a draft back, as far as the form still has its fields. */
  restore(values: RecordValues, texts: Readonly<Record<string, string | null>>): void {
    const known = this.fields.filter((field) => field.key in values).map((field) => field.key);
    this.state.update((before) => ({ ...before, ...Object.fromEntries(known.map((key) => [key, values[key]])) }));
    this.texts.update((before) => ({ ...before, ...texts }));
  }

  /** Names of the ids that the form holds. */
  shownTexts(): Readonly<Record<string, string | null>> {
    return this.texts();
  }

  /** From now on these are the values that nothing was changed of. */
  rebase(values: RecordValues): void {
    this.base = values;
    this.baseState.set(values);
  }

  touch(key: string): void {
    if (!this.touched().has(key)) this.touched.update((keys) => new Set([...keys, key]));
  }

  /** What is wrong with a field, whether it shows or not. */
  errorOf(key: string): string | null {
    const known = this.errors.get(key);
    if (known) return known();
    const error = computed(() => this.check(key));
    this.errors.set(key, error);
    return error();
  }

  /** What is wrong with a field, once the reader left it or tried to save. */
  shownError(key: string): string | null {
    const server = this.fromServer()[key];
    if (server) return server;
    return this.submitted() || this.touched().has(key) ? this.errorOf(key) : null;
  }

  /** The first field that is wrong, in the order of the form. */
  firstWrong(): FieldControl | null {
    const key = this.fields.find((field) => this.fromServer()[field.key] ?? this.errorOf(field.key))?.key;
    return key === undefined ? null : this.control(key);
  }

  /** Canonical values of everything that may be written; null when something is wrong, which then shows. */
  submit(): RecordValues | null {
    this.submitted.set(true);
    this.fromServer.set({});
    if (this.fields.some((field) => this.errorOf(field.key) !== null)) return null;
    const asked = this.writable().filter((field) => this.stateOf(field).shown && !this.stateOf(field).readOnly);
    return Object.fromEntries(asked.map((field) => [field.key, this.canonical(field)]));
  }

  /** As {@link submit}, but only what differs from the values that the form began with. */
  changes(): RecordValues | null {
    const values = this.submit();
    if (values === null) return null;
    return Object.fromEntries(Object.entries(values).filter(([key, value]) => !same(value, this.base[key])));
  }

  /** Shows the server's complaints next to their fields; returns those that belong to none. */
  refuse(problem: ApiProblem): readonly string[] {
    const found: Record<string, string> = {};
    const others: string[] = [];
    for (const issue of problem.issues) {
      const key = issue.path.replace(/^values\./, '').split('.')[0] ?? '';
      if (this.fields.some((field) => field.key === key)) found[key] ??= issue.message;
      else others.push(issue.message);
    }
    this.fromServer.set(found);
    return others;
  }

  private writable(): readonly Field[] {
    return this.fields.filter(
      (field) => isWritableKind(field) && !field.readOnly && !(this.start.fixed?.(field) ?? false),
    );
  }

  private stateOf(field: Field): FieldState {
    const known = this.states.get(field.key);
    if (known) return known();
    const state = computed(() => this.judge(field));
    this.states.set(field.key, state);
    return state();
  }

  private judge(field: Field): FieldState {
    const { logic } = this.start;
    if (!logic || !isConditional(field))
      return { shown: true, required: field.required === true, readOnly: field.readOnly === true };
    const valueOf = (key: string): unknown => {
      const own = this.fields.find((one) => one.key === key);
      return own ? this.canonical(own) : (logic.rest[key] ?? null);
    };
    const env = { ...this.environment.values(), now: this.environment.now(), userId: logic.userId };
    return fieldState(field, { fieldOf: (key) => logic.fields.get(key), valueOf }, env, logic.readable);
  }

  private canonical(field: Field): unknown {
    const read = parseFieldValue(this.values()[field.key], field, {
      ...this.environment.values(),
      previous: this.base[field.key],
    });
    return read.ok ? read.value : null;
  }

  private check(key: string): string | null {
    const field = this.writable().find((one) => one.key === key);
    if (!field) return null;
    const { shown, required } = this.stateOf(field);
    if (!shown) return null;
    const stray = this.strays()[key];
    if (stray) return this.issues.ofStray(stray);
    const value = this.values()[key];
    // What was there before and was not touched is not this reader's mistake.
    if (!isEmptyValue(value) && same(value, this.baseState()[key])) return null;
    const read = parseFieldValue(
      value,
      { ...field, required },
      { ...this.environment.values(), previous: this.baseState()[key] },
    );
    if (read.ok) return this.issues.ofTime(field, read.value, this.environment.now());
    const [issue] = read.issues;
    return issue ? this.issues.of(issue, value) : null;
  }

  private keepText(key: string, value: unknown, text: string | readonly string[] | null): void {
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts: readonly (string | null)[] = Array.isArray(text) ? text : [typeof text === 'string' ? text : null];
    this.names.keep(ids.flatMap((id, at) => (typeof id === 'string' && texts[at] ? [[id, texts[at]] as const] : [])));
    this.texts.update((all) => ({ ...all, [key]: texts.length === 1 ? (texts[0] ?? null) : null }));
  }
}

/** Equal as JSON; nothing, null and '' are one. */
export function same(a: unknown, b: unknown): boolean {
  if (isEmptyValue(a) && isEmptyValue(b)) return true;
  return JSON.stringify(a) === JSON.stringify(b);
}
