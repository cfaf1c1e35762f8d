import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';

const ELEMENTS =
  /^(script|iframe|frame|frameset|object|embed|applet|param|form|input|button|textarea|select|option|keygen|isindex|meta|base|link|svg|math|noscript|noembed|noframes|template|xmp|plaintext|listing|title|video|audio|source|track|bgsound|marquee|details|dialog|portal|xml|image)$/;
const ATTRIBUTES =
  /^(on.*|srcdoc|srcset|formaction|action|background|poster|data|code|codebase|classid|ping|is|name|id|http-equiv|dynsrc|lowsrc|xlink:.*|contenteditable|autofocus|popover.*)$/i;
const STYLES = /url|expression|@import|import|\\|binding|behaviou?r|image-set|progid|position|javascript|<|var\(/i;
/** By a scheme that is known, or by none. */
const LINK = /^(https?:|mailto:|tel:|(?![a-z][a-z0-9+.-]*:))/;
const IMAGE =
  /^(https:\/\/|cid:|data:image\/(png|jpeg|jpg|gif|webp);base64,[a-z0-9+/=]+$|\/api\/v1\/files\/[0-9a-f-]{36}$|\{\{)/;

/**
 * What could do harm in a piece of HTML when a browser reads it, by a parser that reads as browsers do; nothing for a
 * harmless one. It knows nothing of the rules by which texts are cleaned.
 */
export function harmsInHtml(html: string): string[] {
  return [...harmsIn(parseFragment(html)), ...harmsIn(parse(html))];
}

function harmsIn(node: Tree.Node): string[] {
  if ('tagName' in node) return [...harmsOf(node), ...node.childNodes.flatMap(harmsIn)];
  if (node.nodeName === '#comment') return ['a comment'];
  return 'childNodes' in node ? node.childNodes.flatMap(harmsIn) : [];
}

function harmsOf({ tagName, attrs, childNodes }: Tree.Element): string[] {
  const harms = attrs.flatMap(({ name, value }) => {
    // Browsers take no notice of these in an address.
    const address = [...value]
      .filter((character) => character > ' ')
      .join('')
      .toLowerCase();
    if (ATTRIBUTES.test(name)) return [`${tagName} ${name}`];
    if (name === 'style' && STYLES.test(value)) return [`${tagName} style ${value}`];
    if (name === 'src' && !(tagName === 'img' && IMAGE.test(address))) return [`${tagName} src ${value}`];
    if (name === 'href' && !(tagName === 'a' && LINK.test(address))) return [`${tagName} href ${value}`];
    if (name === 'target' && value !== '_blank') return [`target ${value}`];
    return [];
  });
  const opens = attrs.some(({ name }) => name === 'href') && tagName === 'a';
  if (opens && !attrs.some(({ name, value }) => name === 'rel' && value.includes('noopener')))
    harms.push('a link without noopener');
  if (ELEMENTS.test(tagName)) harms.push(`a ${tagName}`);
  const css = childNodes.map((child) => ('value' in child ? child.value : '')).join('');
  if (tagName === 'style' && STYLES.test(css)) harms.push(`style ${css}`);
  return harms;
}
