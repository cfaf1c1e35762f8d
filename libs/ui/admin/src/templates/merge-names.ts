/** A field that a template may hold, and what the reader calls it. */
export interface NamedMergeField {
  readonly path: string;
  readonly name: string;
}

const TOKEN = /\{\{\s*([^{}]+?)\s*\}\}/g;

/**
 * Merge fields as people read them: a template is kept with `{{ownerId}}` and shown with `{{负责人}}`. Of two fields of one name,
 * and of a name that is another field's path, the path stays.
 */
export class MergeNames {
  readonly #names = new Map<string, string>();
  readonly #paths = new Map<string, string>();

  constructor(fields: readonly NamedMergeField[]) {
    const paths = new Set(fields.map(({ path }) => path));
    const times = new Map<string, number>();
    for (const { name } of fields) times.set(name, (times.get(name) ?? 0) + 1);
    for (const { path, name } of fields) {
      if (name.trim() === '' || /[{}]/.test(name) || paths.has(name) || times.get(name) !== 1) continue;
      this.#names.set(path, name);
      this.#paths.set(escaped(name), path).set(name, path);
    }
  }

  nameOf(path: string): string {
    return this.#names.get(path) ?? path;
  }

  /** A kept text as it is shown; `html` says that it is markup. */
  shown(text: string, html: boolean): string {
    return text.replace(TOKEN, (token, path: string) => {
      const name = this.#names.get(path);
      return name === undefined ? token : `{{${html ? escaped(name) : name}}}`;
    });
  }

  /** A text as it is written, to be kept. */
  kept(text: string): string {
    return text.replace(TOKEN, (token, name: string) => {
      const path = this.#paths.get(name.replace(/&nbsp;|\u00a0/g, ' '));
      return path === undefined ? token : `{{${path}}}`;
    });
  }
}

function escaped(name: string): string {
  return name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
