import { parse } from 'postcss';
import { HARMLESS_VALUE } from './harmless-value.js';

/** Old ways of CSS to run something, and what lies over all else. */
const REFUSED = /^(behavior|-moz-binding|-ms-behavior|position)$/i;

/** Whether the text of a `style` element does nothing but describe looks: it loads nothing and cannot end its element. */
export function isHarmlessStyle(css: string): boolean {
  // A `<` could begin a tag for a reader who does not take the element for raw text; a `\` spells what is not looked for.
  if (/[<\\]/.test(css)) return false;
  try {
    const root = parse(css);
    let harmless = true;
    root.walkAtRules((rule) => {
      harmless &&= rule.name.toLowerCase() === 'media' && !/url\s*\(/i.test(rule.params);
    });
    root.walkRules((rule) => {
      harmless &&= !/url\s*\(/i.test(rule.selector);
    });
    root.walkDecls(({ prop, value, parent }) => {
      harmless &&= parent?.type === 'rule' && !REFUSED.test(prop) && HARMLESS_VALUE.test(value);
    });
    return harmless;
  } catch {
    // What is no CSS is nobody's loss.
    return false;
  }
}
