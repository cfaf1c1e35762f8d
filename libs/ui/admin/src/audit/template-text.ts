const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

/** A template's text for people: without markup, and its fields by name. It may have been cut anywhere. */
export function templateText(text: string, nameOf: (path: string) => string): string {
  const plain = /<\/?[a-z]/i.test(text) ? withoutMarkup(text) : text;
  return plain.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_token, path: string) => `{{${nameOf(path)}}}`);
}

function withoutMarkup(html: string): string {
  return html
    .replace(/<style[^>]*>[^<]*(?:<\/style>|$)/gi, '')
    .replace(/<br\s*\/?>|<\/(?:p|div|li|h\d|tr)>/gi, ' ')
    .replace(/<[^<>]*(?:>|$)/g, '')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_entity, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
