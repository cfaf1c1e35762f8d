import { LOCALES, type Locale } from '@ruyi/contract/metadata';

/**
 * The language before anybody is known: what was chosen in this browser, else what the browser asks for. A browser that speaks
 * neither Chinese nor English gets English.
 */
export function firstLocale(stored: string | null, languages: readonly string[]): Locale {
  const chosen = LOCALES.find((locale) => locale === stored);
  if (chosen) return chosen;
  const spoken = languages.map((language) => language.toLowerCase()).find((language) => /^(zh|en)\b/.test(language));
  if (spoken) return spoken.startsWith('zh') ? 'zh-CN' : 'en';
  return languages.length > 0 ? 'en' : 'zh-CN';
}
