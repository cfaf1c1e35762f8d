/** A text per language; Chinese is always there, English falls back to it. */
export interface Label {
  readonly zh: string;
  readonly en?: string;
}

export type Locale = 'zh-CN' | 'en';

export const LOCALES: readonly Locale[] = ['zh-CN', 'en'];

export function labelText(label: Label, locale: Locale): string {
  return locale === 'en' ? label.en || label.zh : label.zh;
}
