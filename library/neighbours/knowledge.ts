import { dirname } from "node:path";
import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  artistKeys,
  type Columns,
  ExpectedError,
  LABEL_PREFIX,
  type LabelColumn,
  labelDescriptorId,
  nameKey,
  splitStyle,
  type TrackId,
  tsvRecords,
} from "../../domain/mod.ts";
import { topClasses } from "../../query/mod.ts";
import type { Knowledge, Labels } from "../../similarity/mod.ts";

const GENRE_SEPARATOR = "; ";

/**
 * What the tags and folders of a collection say of its tracks, as labels that good neighbours share:
 * genre and folder with other artists only, artist with other albums only, and album; and what its
 * label sets say, with other artists only.
 *
 * @param further Labels from elsewhere, such as {@linkcode labelTable}.
 */
export function knowledgeOf(
  columns: Pick<Columns, "ids" | "texts" | "labels" | "activations" | "topStyle" | "length">,
  further: readonly Labels[] = [],
): Knowledge {
  const rows = new Map(columns.ids.map((id, row) => [id, row]));
  const textOf = (column: readonly string[]) => (id: TrackId) => column[rows.get(id) ?? -1] ?? "";
  const { texts } = columns;
  const artists = artistKeys(texts);
  const artistsOf = (id: TrackId) => artists[rows.get(id) ?? -1] ?? [];
  const titleOfAlbum = textOf(texts.album);
  const albumOf = (id: TrackId) =>
    titleOfAlbum(id) && `${artistsOf(id)[0] ?? ""} / ${titleOfAlbum(id)}`;
  const genreOf = textOf(texts.genre);
  const pathOf = textOf(texts.path);
  const named = (text: string) => [nameKey(text)].filter((key) => key !== "");
  return {
    artistsOf,
    albumOf,
    classes: ACTIVATION_SETS.flatMap((set) => strongestOf(columns, { set, rows })),
    labels: [
      {
        name: "genre",
        of: (id) => genreOf(id).split(GENRE_SEPARATOR).flatMap(named),
        apart: "artist",
      },
      { name: "folder", of: (id) => named(dirname(pathOf(id))), apart: "artist" },
      { name: "artist", of: artistsOf, apart: "album" },
      { name: "album", of: (id) => named(albumOf(id)) },
      ...Object.values(columns.labels ?? {}).flatMap((column) =>
        column.set.classes.length === 0 ? [] : [labelsOfSet(column, rows)]
      ),
      ...further,
    ],
  };
}

/** The strongest class of each track, and a style's parent. */
function strongestOf(
  columns: Parameters<typeof topClasses>[0],
  { set, rows }: {
    readonly set: ActivationSet;
    readonly rows: ReadonlyMap<TrackId, number>;
  },
): Labels[] {
  const names = columns.activations[set]?.labels;
  if (!names) return [];
  const top = topClasses(columns, set);
  const nameOf = (id: TrackId) => names[top[rows.get(id) ?? -1] ?? -1];
  const named = (name: string, of: (label: string) => string): Labels => ({
    name,
    of: (id) => {
      const label = nameOf(id);
      return label === undefined ? [] : [of(label)];
    },
  });
  if (set !== "styles") return [named(ACTIVATION_INFO[set].one, (label) => label)];
  return [
    named("style's parent", (label) => splitStyle(label).parent),
    named("style", (label) => splitStyle(label).name),
  ];
}

function labelsOfSet(
  { set, offsets, classes }: LabelColumn,
  rows: ReadonlyMap<TrackId, number>,
): Labels {
  return {
    name: labelDescriptorId(set.id),
    of(id) {
      const row = rows.get(id) ?? -1;
      return row < 0 ? [] : Array.from(
        classes.subarray(offsets[row], offsets[row + 1]),
        (index) => set.classes[index]!,
      );
    },
    apart: "artist",
  };
}

/** The kind of label that neighbours are judged by unless one chooses: the genre, else a label set. */
export function usualLabel(labels: readonly string[]): string | undefined {
  return labels.find((label) => label === "genre" || label.startsWith(LABEL_PREFIX)) ?? labels[0];
}

/** What is wrong with a table of labels. */
export class LabelTableError extends ExpectedError {
  override readonly name = "LabelTableError";
}

/**
 * Labels from a table of tab-separated values: the first line names the columns, the first column is
 * the id or the path of a track, and every other column is a kind of label. Several labels in one cell
 * are separated by `|`.
 *
 * @throws {LabelTableError} Where there is no kind of label, or no line is about a track at hand.
 */
export function labelTable(text: string, columns: Columns): Labels[] {
  const [header, ...lines] = tsvRecords(text);
  const names = header?.slice(1) ?? [];
  if (names.length === 0) {
    throw new LabelTableError(
      "Cannot read labels: the first line must name a column of ids or paths, and one or more of labels, separated by tabs",
    );
  }
  const idOf = new Map(columns.texts.path.map((path, row) => [path, columns.ids[row]!]));
  for (const id of columns.ids) idOf.set(id, id);
  const cells = new Map<TrackId, readonly string[]>();
  for (const [key = "", ...rest] of lines) {
    const id = idOf.get(key);
    if (id !== undefined) cells.set(id, rest);
  }
  if (cells.size === 0) {
    throw new LabelTableError(
      "Cannot read labels: no line begins with the id or the path of a track of this collection",
    );
  }
  return names.map((name, i) => ({
    name,
    of: (id) => (cells.get(id)?.[i] ?? "").split("|").filter((label) => label !== ""),
    apart: "artist",
  }));
}
