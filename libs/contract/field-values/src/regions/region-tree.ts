import type { RegionNames } from '../value-environment.js';
import { shortRegionName } from './short-region-name.js';

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly hasChildren: boolean;
}

interface Entry {
  readonly code: string;
  readonly name: string;
  /** 广东 of 广东省. */
  readonly short: string;
  readonly parent: string | null;
  /** 0 province, 1 what lies in it, and so on. */
  readonly level: number;
  /** Valid on old records, not offered for choice. */
  readonly former: boolean;
  /** All names from the province on, whole and short, without gaps. */
  readonly found: readonly [whole: string, short: string];
}

/**
 * The regions of GB/T 2260, 港澳台 included, as a tree. Districts of 北京 and counties that a province administers itself
 * lie directly in the province; cities without districts hold their 镇街 (nine digits).
 */
export class RegionTree implements RegionNames {
  private readonly entries = new Map<string, Entry>();
  private readonly parts = new Map<string | null, string[]>();
  /** By the letter that their names begin with. */
  private readonly byInitial = new Map<string, Entry[]>();

  /** `data` is the text that tools/regions makes: code and name, `-` before a former one, parted by `|`. */
  constructor(data: string) {
    const rows = data.split('|').map((row) => {
      const former = row.startsWith('-');
      const [, code = '', name = ''] = /^-?(\d+)(.+)$/.exec(row) ?? [];
      return { code, name, former };
    });
    const codes = new Set(rows.map(({ code }) => code));
    // Provinces sort before their cities, and those before their districts: a parent is always there first.
    for (const { code, name, former } of rows) {
      const parent = parentCodes(code).find((candidate) => codes.has(candidate)) ?? null;
      const above = parent === null ? undefined : this.entries.get(parent);
      const short = shortRegionName(name);
      const found = [`${above?.found[0] ?? ''}${name}`, `${above?.found[1] ?? ''}${short}`] as const;
      const entry = { code, name, short, parent, level: above ? above.level + 1 : 0, former, found };
      this.entries.set(code, entry);
      for (const initial of new Set([name.charAt(0), short.charAt(0)]))
        this.byInitial.set(initial, [...(this.byInitial.get(initial) ?? []), entry]);
      if (!former) this.parts.set(parent, [...(this.parts.get(parent) ?? []), code]);
    }
  }

  has(code: string): boolean {
    return this.entries.has(code);
  }

  /** Whether the code is one of before a reform: kept on records, not offered. */
  isFormer(code: string): boolean {
    return this.entries.get(code)?.former ?? false;
  }

  name(code: string): string | undefined {
    return this.entries.get(code)?.name;
  }

  /** 广东 of 广东省, 恩施 of 恩施土家族苗族自治州. */
  shortName(code: string): string | undefined {
    return this.entries.get(code)?.short;
  }

  parent(code: string): string | null {
    return this.entries.get(code)?.parent ?? null;
  }

  /** From the province down to the code itself; empty for an unknown one. */
  path(code: string): readonly string[] {
    const codes: string[] = [];
    for (let at: string | null = this.has(code) ? code : null; at !== null; at = this.parent(at)) codes.unshift(at);
    return codes;
  }

  displayName(code: string): string | undefined {
    const names = this.path(code).map((part) => this.name(part) ?? part);
    return names.length === 0 ? undefined : names.join(' ');
  }

  /** What lies directly in a region, or the provinces for null; former regions are left out. */
  children(code: string | null): readonly Region[] {
    return (this.parts.get(code) ?? []).map((part) => this.region(part));
  }

  /** Present regions by any part of their names, from any level, separated by spaces: `广东 南山`, `深圳`; the best first. */
  search(words: string, most = 20): readonly Region[] {
    const wanted = words
      .normalize('NFKC')
      .trim()
      .slice(0, 100)
      .split(/\s+/)
      .filter((word) => word !== '');
    const last = wanted.at(-1);
    if (last === undefined) return [];
    const found: { entry: Entry; rank: number }[] = [];
    for (const entry of this.entries.values()) {
      if (entry.former || !wanted.every((word) => entry.found.some((names) => names.includes(word)))) continue;
      const own =
        entry.short === last || entry.name === last
          ? 0
          : entry.name.startsWith(last)
            ? 1
            : entry.name.includes(last)
              ? 2
              : 3;
      found.push({ entry, rank: own * 10 + entry.level });
    }
    found.sort((a, b) => a.rank - b.rank || (a.entry.code < b.entry.code ? -1 : 1));
    return found.slice(0, most).map(({ entry }) => this.region(entry.code));
  }

  /** Every region of any level, former ones included. */
  all(): Iterable<{ readonly code: string; readonly name: string }> {
    return this.entries.values();
  }

  /** The regions below, of any level, former ones included, whose name may stand at the beginning of a text; of all for null. */
  *beginning(
    text: string,
    below: string | null,
  ): Iterable<{ readonly code: string; readonly name: string; readonly level: number }> {
    const prefix = below === null ? '' : below.length > 6 ? below : below.replace(/0000$|00$/, '');
    for (const entry of this.byInitial.get(text.charAt(0)) ?? [])
      if (entry.code !== below && entry.code.startsWith(prefix)) yield entry;
  }

  private region(code: string): Region {
    return { code, name: this.name(code) ?? code, hasChildren: this.parts.has(code) };
  }
}

/** Where a region may lie, the nearest first. */
function parentCodes(code: string): readonly string[] {
  const province = `${code.slice(0, 2)}0000`;
  const city = `${code.slice(0, 4)}00`;
  if (code.length > 6) return [city, province];
  if (!code.endsWith('00')) return [city, province];
  return code === province ? [] : [province];
}
