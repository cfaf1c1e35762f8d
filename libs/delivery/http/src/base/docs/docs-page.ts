import type { OpenAPIObject } from '@nestjs/swagger';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly required?: boolean;
    readonly schema?: unknown;
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The API as a page that needs no script and nothing from elsewhere. */
export function docsPage(document: OpenAPIObject): string {
  const byTag = new Map<string, Call[]>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = (item as Record<string, Operation | undefined>)[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? 'other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), { method, path, operation }]);
    }
  }
  const tags = [...byTag.keys()].sort();
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(document.info.title)} API</title><style>${DOCS_STYLE}</style></head><body><main>
<h1>${text(document.info.title)} API</h1><p>${text(document.info.description ?? '')} Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<nav>${tags.map((tag) => `<a href="#${text(tag)}">${text(tag)}</a>`).join(' ')}</nav>
${tags.map((tag) => `<h2 id="${text(tag)}">${text(tag)}</h2>${(byTag.get(tag) ?? []).map((call) => section(call, document)).join('')}`).join('')}
</main></body></html>`;
}

function section({ method, path, operation }: Call, document: OpenAPIObject): string {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const parameters = (operation.parameters ?? []).map(
    (each) =>
      `<li><code>${text(each.name ?? '')}</code> ${text(each.in ?? '')}${each.required ? ', required' : ''} – ${text(schemaText(each.schema, document))}</li>`,
  );
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${text(path)}</code> ${text(operation.summary ?? '')}</summary>
${operation.description ? `<p>${text(operation.description)}</p>` : ''}${parameters.length > 0 ? `<ul>${parameters.join('')}</ul>` : ''}
${body ? `<pre>${text(schemaText(body, document))}</pre>` : ''}</details>`;
}

/** A schema as an example shape, references followed. */
function schemaText(schema: unknown, document: OpenAPIObject, depth = 0): string {
  const {
    $ref,
    type,
    properties,
    items,
    enum: choices,
    format,
    required,
  } = (schema ?? {}) as {
    $ref?: string;
    type?: string | readonly string[];
    properties?: Record<string, unknown>;
    items?: unknown;
    enum?: readonly string[];
    format?: string;
    required?: readonly string[];
  };
  if ($ref) return schemaText(document.components?.schemas?.[$ref.split('/').at(-1) ?? ''], document, depth);
  if (choices) return choices.join(' | ');
  if (type === 'array') return `[${schemaText(items, document, depth)}, …]`;
  if (!properties || depth > 4) return format ?? [type ?? 'any'].flat().join(' | ');
  const indent = '  '.repeat(depth + 1);
  const lines = Object.entries(properties).map(
    ([key, value]) => `${indent}${key}${required?.includes(key) ? '' : '?'}: ${schemaText(value, document, depth + 1)}`,
  );
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

function text(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** What stands in the style element of the page. */
export const DOCS_STYLE = `body{font:15px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;color:#1c2430;background:#f6f7f9;margin:0}main{max-width:960px;margin:0 auto;padding:24px}
nav a{margin-right:8px}details{background:#fff;border:1px solid #e2e6ec;border-radius:6px;margin:6px 0;padding:6px 12px}summary{cursor:pointer}
pre{background:#f6f7f9;padding:10px;overflow:auto}b{display:inline-block;min-width:62px}.get{color:#0b6e4f}.post{color:#1f5fbf}.put,.patch{color:#8a5a00}.delete{color:#b3261e}
@media(prefers-color-scheme:dark){body{background:#14181d;color:#e6e9ee}details{background:#1c2229;border-color:#2c343e}pre{background:#14181d}a{color:#8ab4f8}}`;
