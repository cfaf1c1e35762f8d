import { DOCUMENT } from '@angular/common';
import { computed, inject, signal, type Signal } from '@angular/core';
import { injectTranslate } from '../i18n/translate.js';

/** What a form needs to know of a failed save; `ApiProblem` fits. */
export interface FormProblem {
  readonly status?: number;
  readonly detail?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

/** One field of a form, for the directive `ryInput` and for `ry-field`. */
export interface SimpleControl {
  readonly value: Signal<string>;
  readonly error: Signal<string | null>;
  set(value: string): void;
}

export interface SimpleFormOptions<K extends string> {
  /** Filled before anything is sent. */
  readonly required?: readonly K[];
  /** Paths of the API that belong to a field of another name: `{ contact: ['email', 'mobile'] }`. */
  readonly paths?: Partial<Readonly<Record<K, readonly string[]>>>;
}

/** A short fixed form of texts (log-in, profile): values, errors next to their field, one submit at a time. */
export interface SimpleForm<K extends string> {
  readonly value: Signal<Readonly<Record<K, string>>>;
  readonly busy: Signal<boolean>;
  readonly dirty: Signal<boolean>;
  /** What no field can show. */
  readonly message: Signal<string | null>;
  readonly controls: Readonly<Record<K, SimpleControl>>;
  reset(value: Readonly<Record<K, string>>): void;
  setError(key: K, message: string): void;
  /** Runs `send` unless a required field is empty; errors of the API go to their fields. True when it went through. */
  submit(send: (value: Readonly<Record<K, string>>) => Promise<unknown>): Promise<boolean>;
}

/** Call in an injection context. */
export function injectSimpleForm<K extends string>(
  initial: Readonly<Record<K, string>>,
  options: SimpleFormOptions<NoInfer<K>> = {},
): SimpleForm<K> {
  const t = injectTranslate();
  const document = inject(DOCUMENT);
  const keys = Object.keys(initial) as K[];
  const start = signal(initial);
  const value = signal(initial);
  const errors = signal<Partial<Record<K, string>>>({});
  const message = signal<string | null>(null);
  const busy = signal(false);

  const focusFirstError = () => setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());

  const control = (key: K): SimpleControl => ({
    value: computed(() => value()[key]),
    error: computed(() => errors()[key] ?? null),
    set: (text) => {
      value.update((values) => ({ ...values, [key]: text }));
      errors.update(({ [key]: _, ...rest }) => rest as Partial<Record<K, string>>);
    },
  });

  const take = (problem: FormProblem) => {
    const found: Partial<Record<K, string>> = {};
    const rest: string[] = [];
    for (const issue of problem.issues ?? []) {
      const key = keys.find((each) => each === issue.path || options.paths?.[each]?.includes(issue.path));
      if (key) found[key] ??= issue.message;
      else rest.push(issue.message);
    }
    errors.set(found);
    if (problem.status === 0) message.set(t('kit.error.offline'));
    else if (rest.length) message.set(rest.join(' '));
    else message.set(Object.keys(found).length ? null : problem.detail || t('kit.error.unknown'));
    focusFirstError();
  };

  return {
    value: value.asReadonly(),
    busy: busy.asReadonly(),
    dirty: computed(() => keys.some((key) => value()[key] !== start()[key])),
    message: message.asReadonly(),
    controls: Object.fromEntries(keys.map((key) => [key, control(key)])) as Record<K, SimpleControl>,
    reset(next) {
      start.set(next);
      value.set(next);
      errors.set({});
      message.set(null);
    },
    setError(key, text) {
      errors.update((all) => ({ ...all, [key]: text }));
      focusFirstError();
    },
    async submit(send) {
      if (busy()) return false;
      const missing = (options.required ?? []).filter((key) => !value()[key].trim());
      message.set(null);
      errors.set(Object.fromEntries(missing.map((key) => [key, t('kit.fillIn')])) as Partial<Record<K, string>>);
      if (missing.length > 0) {
        focusFirstError();
        return false;
      }
      busy.set(true);
      try {
        await send(value());
        return true;
      } catch (error) {
        take(error as FormProblem);
        return false;
      } finally {
        busy.set(false);
      }
    },
  };
}
