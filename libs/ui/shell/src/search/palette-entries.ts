import type { SearchHit } from '@ruyi/ui/data-access';
import type { Creation, Destination } from '../frame/destinations.js';

/** One line of the command palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly text: string;
  readonly detail?: string | null;
  readonly icon: string;
  readonly link: string;
}

/** Places and creations whose words contain what was typed; places first when nothing was. */
export function commandEntries(
  q: string,
  places: readonly Destination[],
  creations: readonly Creation[],
): readonly PaletteEntry[] {
  const wanted = q.trim().toLowerCase();
  const matches = (text: string, key: string) =>
    wanted === '' || text.toLowerCase().includes(wanted) || key.toLowerCase().startsWith(wanted);
  return [
    ...places
      .filter((place) => matches(place.text, place.key))
      .map((place) => ({ id: `go-${place.key}`, text: place.text, icon: place.icon, link: place.link })),
    ...creations
      .filter((creation) => matches(creation.text, creation.module))
      .map((creation) => ({ id: `new-${creation.module}`, text: creation.text, icon: 'plus', link: creation.link })),
  ];
}

export function hitEntries(hits: readonly SearchHit[], moduleName: (key: string) => string): readonly PaletteEntry[] {
  return hits.map((hit) => ({
    id: `hit-${hit.id}`,
    text: hit.name,
    detail: moduleName(hit.module),
    icon: hit.module,
    link: `/m/${hit.module}/${hit.id}`,
  }));
}
