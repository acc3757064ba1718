/** The eight colours that Rekordbox gives tracks, by name, and Traktor's numbers of the nearest. */
const COLOURS = {
  pink: { rekordbox: "0xFF007F", traktor: 7 },
  red: { rekordbox: "0xFF0000", traktor: 1 },
  orange: { rekordbox: "0xFFA500", traktor: 2 },
  yellow: { rekordbox: "0xFFFF00", traktor: 3 },
  green: { rekordbox: "0x00FF00", traktor: 4 },
  aqua: { rekordbox: "0x25FDE9", traktor: 5 },
  blue: { rekordbox: "0x0000FF", traktor: 5 },
  purple: { rekordbox: "0x660099", traktor: 6 },
} as const;

const BY_PARENT: Readonly<Record<string, keyof typeof COLOURS>> = {
  "Blues": "purple",
  "Classical": "yellow",
  "Electronic": "blue",
  "Folk, World, & Country": "green",
  "Funk / Soul": "aqua",
  "Hip Hop": "orange",
  "Jazz": "purple",
  "Latin": "orange",
  "Pop": "pink",
  "Reggae": "green",
  "Rock": "red",
  "Stage & Screen": "yellow",
};

/** The colour of a style's parent; `undefined` for one that has none. */
export function colourOf(parent: string | undefined) {
  const name = parent === undefined ? undefined : BY_PARENT[parent];
  return name === undefined ? undefined : COLOURS[name];
}
