import sanitizeHtml, { type IOptions } from 'sanitize-html';
import { isHarmlessStyle } from './is-harmless-style.js';
import { RICH_TEXT_RULES } from './rich-text-rules.js';
import { settled } from './settled.js';

const DOCTYPE = /^\s*<!doctype html/i;

/** A mail may be a whole page with looks of its own; it is shown in a page of its own too. */
const MAIL_RULES: IOptions = {
  ...RICH_TEXT_RULES,
  allowedTags: [...(RICH_TEXT_RULES.allowedTags || []), 'html', 'head', 'body', 'style'],
  allowedAttributes: {
    ...RICH_TEXT_RULES.allowedAttributes,
    '*': [...((RICH_TEXT_RULES.allowedAttributes || {})['*'] ?? []), 'class'],
    body: ['bgcolor'],
    style: ['media', 'type'],
  },
  // Their text is checked below, whole.
  allowVulnerableTags: true,
  exclusiveFilter: ({ tag, text }) => tag === 'style' && !isHarmlessStyle(text),
};

/** The HTML of a mail or of its template, like {@link cleanRichText}. Merge fields stay in texts, links and images. */
export function cleanMail(html: string): string {
  const cleaned = settled(html, (each) => sanitizeHtml(each, MAIL_RULES));
  return DOCTYPE.test(html) ? `<!DOCTYPE html>${cleaned}` : cleaned;
}
