import Mustache from 'mustache';

/** A merge field in a template: `{{name}}`, `{{customer.name}}`. */
export interface MergeToken {
  readonly path: string;
}

const PATH = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/;

export type TemplateFault =
  { readonly kind: 'syntax'; readonly message: string } | { readonly kind: 'badToken'; readonly token: string };

/**
 * The merge fields of a template in the order of their first appearance. Only plain values are allowed: sections,
 * partials and unescaped values are faults.
 */
export function mergeTokens(template: string): {
  readonly tokens: readonly MergeToken[];
  readonly faults: readonly TemplateFault[];
} {
  let spans: [string, string, ...unknown[]][];
  try {
    spans = Mustache.parse(template) as [string, string, ...unknown[]][];
  } catch (error) {
    return {
      tokens: [],
      faults: [{ kind: 'syntax', message: error instanceof Error ? error.message : String(error) }],
    };
  }
  const paths = new Set<string>();
  const faults: TemplateFault[] = [];
  for (const [kind, value] of spans) {
    if (kind === 'text') continue;
    if (kind === 'name' && PATH.test(value)) paths.add(value);
    else faults.push({ kind: 'badToken', token: value });
  }
  return { tokens: [...paths].map((path) => ({ path })), faults };
}

/** Fills a template. `values` are display texts by path; HTML is escaped when the result is HTML. */
export function mergeText(template: string, values: ReadonlyMap<string, string>, format: 'html' | 'plain'): string {
  const view = nested(values);
  return format === 'html' ? Mustache.render(template, view) : Mustache.render(template, view, {}, { escape: String });
}

/** `customer.name` becomes `{customer: {name}}`; a reference's own text stays readable as `{{customer}}`. */
function nested(values: ReadonlyMap<string, string>): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const [path, text] of values) {
    const [head = '', tail] = path.split('.');
    if (tail === undefined) {
      const existing = view[head];
      view[head] =
        typeof existing === 'object' && existing !== null ? Object.assign(existing, { toString: () => text }) : text;
      continue;
    }
    const existing = view[head];
    const parent: Record<string, unknown> =
      typeof existing === 'object' && existing !== null
        ? (existing as Record<string, unknown>)
        : { toString: () => (typeof existing === 'string' ? existing : '') };
    parent[tail] = text;
    view[head] = parent;
  }
  return view;
}

/** A plain-text version of a mail's HTML, which has been cleaned, for readers that show none. No tag goes beyond the next `<`: the time is linear in the text. */
export function plainTextOf(html: string): string {
  return html
    .replace(/<style\b[^<>]*>[^<]*<\/style>/gi, '')
    .replace(/<(br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]+>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
