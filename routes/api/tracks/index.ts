import {
  CATEGORY_DESCRIPTORS,
  categoryAt,
  type Columns,
  labelDescriptorId,
  NUMBER_DESCRIPTORS,
  numberAt,
  SPLITS,
} from "../../../domain/mod.ts";
import { define } from "../../../define.ts";
import { formatQuery, wholeIn } from "../../../query/mod.ts";
import { ask } from "../../../library/mod.ts";

const MOST = 1_000;

/**
 * The tracks that match a query, page by page. Numbers stand under the names of their columns, with
 * the unit; `null` where there is no value. What could not be read of the query is in `problems`.
 */
export const handler = define.handlers({
  async GET({ state, url }) {
    const params = url.searchParams;
    const { columns, query, problems: ofQuery, rows } = await ask(state.library, params);
    const problems = [...ofQuery];
    const first = wholeIn(params, { name: "offset", usual: 0, range: [0, Infinity], problems });
    const offset = Math.min(columns.length, first);
    const limit = wholeIn(params, { name: "limit", usual: 100, range: [0, MOST], problems });
    return Response.json({
      total: columns.length,
      matching: rows.length,
      query: formatQuery(query),
      problems,
      offset,
      tracks: Array.from(rows.subarray(offset, offset + limit), (row) => trackOf(columns, row)),
    });
  },
});

function trackOf(columns: Columns, row: number): Record<string, unknown> {
  const { title, artist, album, genre, path, codec } = columns.texts;
  const track: Record<string, unknown> = {
    id: columns.ids[row],
    path: path[row],
    title: title[row] || null,
    artist: artist[row] || null,
    album: album[row] || null,
    genre: genre[row] || null,
    format: codec[row] || null,
    added: new Date(columns.added[row]!).toISOString(),
  };
  for (const { id, column } of NUMBER_DESCRIPTORS) {
    const value = numberAt(columns, { id, row });
    track[column] = Number.isNaN(value) ? null : Number(value.toPrecision(7));
  }
  for (const { id, column } of CATEGORY_DESCRIPTORS) {
    track[column] = categoryAt(columns, { id, row }) ?? null;
  }
  return { ...track, ...labelsOf(columns, row) };
}

/** What the label sets that know a track say of it: names and split by set, and numbers by descriptor. */
function labelsOf({ labels = {}, numbers }: Columns, row: number) {
  const known = Object.values(labels).filter(({ present }) => present[row] === 1);
  const named = known.filter(({ set }) => set.classes.length > 0);
  const values = known.flatMap(({ set }) =>
    set.fields.map(({ id }) => labelDescriptorId(set.id, id))
  )
    .map((id) => [id, numbers[id]![row]!] as const).filter(([, value]) => !Number.isNaN(value));
  return {
    labels: Object.fromEntries(named.map(({ set, offsets, classes }) => [
      set.id,
      Array.from(classes.subarray(offsets[row], offsets[row + 1]), (label) => set.classes[label]!),
    ])),
    label_values: Object.fromEntries(values),
    label_splits: Object.fromEntries(known.flatMap(({ set, aspects: { split } }) => {
      const part = split && SPLITS[split[row]!];
      return part ? [[set.id, part]] : [];
    })),
    label_known_bad: known.filter(({ aspects }) => aspects.known_bad?.[row] === 1)
      .map(({ set }) => set.id),
  };
}
