import { numberOf, type Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import type { SourceFiles } from "../files.ts";
import { type Said, saidDrafts } from "./_said.ts";
import { Database, type SqlRow } from "./_sqlite.ts";

/** Fields of beets that say something of the music. */
const WORDS = ["genres", "genre", "style", "grouping", "initial_key", "language"] as const;
/** What some of them are called here. */
const CALLED: Readonly<Record<string, string>> = { genre: "genres", initial_key: "key" };
/** What stands between several values: newer versions, older ones, and what people write. */
const BETWEEN = /\\␀|\0|;|,\s/;
/** Flexible fields that say nothing of the music. */
const TECHNICAL = /^(data_source|lyrics|.*(_id|_url|_path|checksum|fingerprint))$/;
/** A flexible field with more different values names things, not kinds of things. */
const MOST_VALUES = 500;

/** The library of beets: genres, keys, tempi, and whatever its user has noted in fields of their own. */
export const BEETS: Source = {
  kind: "beets",
  title: "a library of beets (SQLite)",
  async recognises(files) {
    return (await Database.in(files))?.columnsOf("items").includes("path") ?? false;
  },
  async read(files) {
    const db = await opened(files);
    const noted = flexible(db);
    const said = db.rows("select * from items").map((item) => saidOf(item, noted.get(item.id!)));
    return saidDrafts(said, { title: "beets" });
  },
};

async function opened(files: SourceFiles): Promise<Database> {
  const db = await Database.in(files);
  if (db && db.columnsOf("items").includes("path")) return db;
  throw new LabelError(
    `Cannot read ${files.root}: it is no library of beets; it has no table items`,
  );
}

/** The flexible fields of each item that are worth a label, by the item's id. */
function flexible(db: Database): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  if (db.columnsOf("item_attributes").length === 0) return found;
  const rows = db.rows("select entity_id, key, value from item_attributes")
    .filter(({ key, value }) => key && value && !TECHNICAL.test(key));
  const values = Map.groupBy(rows, ({ key }) => key!);
  for (const [key, rows] of values) {
    const isNumber = rows.every(({ value }) => Number.isFinite(numberOf(value)));
    if (!isNumber && new Set(rows.map(({ value }) => value)).size > MOST_VALUES) continue;
    for (const { entity_id, value } of rows) {
      const fields = found.get(entity_id!) ?? {};
      fields[`${isNumber ? "#" : ""}${key}`] = value!;
      found.set(entity_id!, fields);
    }
  }
  return found;
}

function saidOf(item: SqlRow, noted: Readonly<Record<string, string>> = {}): Said {
  const words: Record<string, readonly string[]> = {};
  const numbers: Record<string, number> = { bpm: positive(item.bpm) };
  for (const name of WORDS) {
    const values = item[name]?.split(BETWEEN).map((value) => value.trim()).filter(Boolean) ?? [];
    if (values.length > 0) words[CALLED[name] ?? name] ??= values;
  }
  for (const [name, value] of Object.entries(noted)) {
    if (name.startsWith("#")) numbers[name.slice(1)] = numberOf(value);
    else words[name] = value.split(BETWEEN).map((part) => part.trim()).filter(Boolean);
  }
  return {
    key: item.path ?? item.id!,
    path: item.path,
    artist: item.artist,
    title: item.title,
    album: item.album,
    words,
    numbers,
  };
}

function positive(text: string | undefined): number {
  const number = numberOf(text);
  return number > 0 ? number : NaN;
}
