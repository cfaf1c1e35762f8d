export * from './i18n/locale-store.js';
export * from './i18n/translate.js';
export * from './i18n/provide-strings.js';
export * from './i18n/kit-strings.js';
export * from './icon/icon.js';
export * from './icon/icon-paths.js';
