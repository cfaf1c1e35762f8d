import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret that stands in a log: where, what kind, and what stands around it, itself blanked. */
export interface LoggedSecret {
  readonly file: string;
  readonly kind: string;
  readonly around: string;
}

/** Shapes that nothing but a secret has. Every token of the product has the same one, API keys with `rk_` before it. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  token: /(?<![\w-])(?:rk_)?[\w-]{22}\.[\w-]{43}(?![\w-])/g,
  'password hash': /\$(?:argon2\w*|scrypt)\$\S+/g,
  cookie: /ruyi_(?:session|csrf)=[^\s";]+/g,
  authorization: /\b(?:Bearer|Basic) +[\w.+/=-]{8,}/gi,
  'second-factor secret': /(?<![\w-])[A-Z2-7]{32}(?![\w-])|\botpauth:\/\/[^\s"]+/g,
  'recovery code': /(?<![\w-])[a-z2-7]{4}(?:-[a-z2-7]{4}){3}(?![\w-])/g,
  'webhook secret': /\bwhsec_[\w+/=-]{16,}/g,
  'address with a password': /\b[a-z]+:\/\/[^\s/:@"]*:[^\s/@"]+@/g,
};

/** Passwords that the suites use; each says so in its words. */
const PASSWORDS_OF_SUITES = ['Correct horse', 'very secret', 'ruyi-demo-2026'];

/** Files of an install that are secrets themselves. */
const SECRET_FILES = ['secret', 'postgres-password'];

const AROUND = 60;

/** Secrets in one text of a log. `known` are those that somebody has used, to the letter. */
export function secretsIn(file: string, text: string, known: readonly string[] = []): LoggedSecret[] {
  const found: LoggedSecret[] = [];
  const tell = (kind: string, at: number, length: number): void => {
    const before = text.slice(Math.max(0, at - AROUND), at);
    found.push({ file, kind, around: `${before}[hidden]${text.slice(at + length, at + length + AROUND)}` });
  };
  for (const [kind, shape] of Object.entries(SHAPES))
    for (const match of text.matchAll(shape)) tell(kind, match.index, match[0].length);
  for (const secret of [...PASSWORDS_OF_SUITES, ...known].filter((each) => each !== ''))
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) tell('secret', at, secret.length);
  return found;
}

/** Secrets in everything that an install has written to logs: its processes, its database, and what it said. */
export async function secretsInLogsOf(
  dataFolder: string,
  said: string,
  known: readonly string[] = [],
): Promise<LoggedSecret[]> {
  const own = await Promise.all(SECRET_FILES.map((name) => textOf(join(dataFolder, name))));
  const all = [...known, ...own.map((text) => text.trim())];
  const files = (await readdir(dataFolder, { recursive: true }).catch(() => [])).filter((name) =>
    name.endsWith('.log'),
  );
  const texts = await Promise.all(
    files.map(async (name) => secretsIn(name, await textOf(join(dataFolder, name)), all)),
  );
  return [...texts.flat(), ...secretsIn('output', said, all)];
}

/** Empty where there is no such file. */
async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return '';
    throw error;
  });
}
