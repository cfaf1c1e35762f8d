import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const UI = join(import.meta.dirname, '../../..');

type Texts = { readonly [key: string]: string | Texts };

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|html)$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

const sources = filesBelow(UI).map((path) => ({ path: path.slice(UI.length + 1), text: readFileSync(path, 'utf8') }));

/** Scope -> dictionary, found through the file that registers it. */
async function dictionaries(locale: 'zh' | 'en'): Promise<ReadonlyMap<string, Texts>> {
  const found = new Map<string, Texts>();
  for (const { path, text } of sources) {
    const scope = /provideStrings\('(\w+)'/.exec(text)?.[1];
    const file = new RegExp(`from '(\\./[^']*)/?${locale}\\.js'`).exec(text)?.[1];
    if (!scope || file === undefined) continue;
    const module = (await import(join(UI, path, '..', file, `${locale}.ts`))) as Record<string, Texts>;
    const texts = module[locale];
    if (texts) found.set(scope, texts);
  }
  return found;
}

function lookUp(texts: Texts | string | undefined, key: string): Texts | string | undefined {
  return key
    .split('.')
    .reduce<Texts | string | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), texts);
}

/** A whole key, or the beginning of one that goes on in code: `op.` + name, `state_${name}`. */
function isKnown(texts: Texts, key: string, end: string): boolean {
  if (end.startsWith('.')) return typeof lookUp(texts, key) === 'object';
  if (end !== '$' && !key.endsWith('_')) return typeof lookUp(texts, key) === 'string';
  const cut = key.lastIndexOf('.');
  const parent = cut < 0 ? texts : lookUp(texts, key.slice(0, cut));
  return typeof parent === 'object' && Object.keys(parent).some((each) => each.startsWith(key.slice(cut + 1)));
}

describe('texts', () => {
  it('has every key that a template or class asks for', async () => {
    const known = await dictionaries('zh');
    const missing: string[] = [];
    let checked = 0;
    for (const { path, text } of sources) {
      for (const [, scope = '', key = '', end = ''] of text.matchAll(/['"`](\w+)\.([\w.]*\w)(\.?['"`$])/g)) {
        const texts = known.get(scope);
        if (!texts || !/\bt\(|Translate|text: '/.test(text)) continue;
        checked += 1;
        if (!isKnown(texts, key, end)) missing.push(`${path}: ${scope}.${key}`);
      }
    }
    expect(checked).toBeGreaterThan(150);
    expect(missing).toEqual([]);
  });

  it('fills only places in English that the Chinese text fills', async () => {
    const [chinese, english] = [await dictionaries('zh'), await dictionaries('en')];
    const places = (text: string) => new Set(text.match(/\{\{\w+\}\}/g));
    const differing: string[] = [];
    const compare = (zh: Texts, en: Texts | undefined, path: string) => {
      for (const [key, text] of Object.entries(zh)) {
        const other = en?.[key];
        if (typeof text === 'object') compare(text, typeof other === 'object' ? other : undefined, `${path}.${key}`);
        else if (typeof other !== 'string' || !places(other).isSubsetOf(places(text))) differing.push(`${path}.${key}`);
      }
    };
    for (const [scope, texts] of chinese) compare(texts, english.get(scope), scope);
    expect(differing).toEqual([]);
  });
});
