import type { FoundCount, SearchHit, SearchHits } from '@ruyi/ui/data-access';
import type { Label } from '@ruyi/contract/metadata';
import type { PaletteEntry } from './palette-entries.js';
import { textPieces } from './text-pieces.js';

/** What the palette says of hits, in the reader's language. */
export interface SearchWords {
  readonly module: (key: string) => string;
  readonly label: (label: Label) => string;
  readonly all: (module: string) => string;
  readonly allInPool: () => string;
}

/** The records found, best first. */
export function hitEntries(hits: readonly SearchHit[], words: SearchWords): readonly PaletteEntry[] {
  return hits.map(({ module, id, name, owner, matched }) => {
    return {
      id: `hit-${id}`,
      text: name,
      title: matched?.naming ? textPieces(matched.value, matched.marks) : textPieces(name, []),
      ...(matched &&
        !matched.naming && {
          where: { label: words.label(matched.label), text: textPieces(matched.value, matched.marks) },
        }),
      detail: owner?.name ?? null,
      chip: words.module(module),
      icon: module,
      link: `/m/${module}/${id}`,
    };
  });
}

/** The way to everything that was found in one module, or in the pool. */
export function allEntries(q: string, counts: SearchHits['counts'], words: SearchWords): readonly PaletteEntry[] {
  const query = encodeURIComponent(q);
  return Object.entries(counts).flatMap(([module, count]) => {
    const list = {
      id: `all-${module}`,
      text: words.all(words.module(module)),
      icon: 'search',
      link: `/m/${module}?view=all&q=${query}`,
    };
    const pool = { id: 'all-pool', text: words.allInPool(), icon: 'search', link: `/pool?q=${query}` };
    return [
      ...(count.value > 0 ? [{ ...list, detail: countText(count) }] : []),
      ...(count.pooled && count.pooled.value > 0 ? [{ ...pool, detail: countText(count.pooled) }] : []),
    ];
  });
}

const countText = ({ value, exact }: FoundCount): string => (exact ? String(value) : `${value}+`);
