import type { Creation, Destination } from '../frame/destinations.js';
import type { TextPiece } from './text-pieces.js';

/** One line of the command palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly text: string;
  readonly detail?: string | null;
  /** The text, with what of it was found marked. */
  readonly title?: readonly TextPiece[];
  /** The other text by which it was found, and what that is. */
  readonly where?: { readonly label: string; readonly text: readonly TextPiece[] };
  /** What kind of thing it is. */
  readonly chip?: string;
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
