/**
 * A large data set of columns out of a small one, to measure at scale:
 * `deno run -A tools/multiply_data_set.ts <data set> <folder> <tracks>`. Tracks are drawn with
 * replacement under new ids, numbers and MusiCNN's vectors jittered, other vectors left out. What the small
 * one lacks is made up, so that a row is as wide as that of a full analysis: titles, artists, albums,
 * numbers drawn over the range of their descriptor, activations from those of the styles. Parts of 100,000
 * rows, each in order of its ids, as machines of a cluster write them; four are drawn, further ones are
 * these under other ids, which takes a quarter of the time.
 */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { ACTIVATION_CLASSES, ACTIVATION_SETS, NUMBER_DESCRIPTORS, SPACES } from "../domain/mod.ts";
import { DATA_SET_VERSION } from "../dataset/write.ts";
import { DATA_COLUMNS, NUMBER_COLUMNS, vectorColumn } from "../dataset/schema.ts";

const PART_ROWS = 100_000;
const DRAWN_PARTS = 4;
const VECTOR_SPACE = "musicnn";
const RANGE_JITTER = 0.01;
const VECTOR_JITTER = 0.1;
const LACKING = 0.03;
const SYLLABLES = "ba ce di lo mu na pe ri so ta ve zu kra stel mon dar fin gol hel sha".split(" ");
const WORDS = SYLLABLES.length ** 3;
const ARTISTS = 200_000;
/** What is changed in a track's record; `@…@` stands for what differs from row to row. */
const RECORD = JSON.stringify({
  id: "@id@",
  path: "@path@",
  vectors: [VECTOR_SPACE],
  tags: { title: "@title@", artist: "@artist@", album: "@album@" },
});

interface Connection {
  runAndReadAll(sql: string): Promise<{ getRowsJS(): unknown[][] }>;
}

const [from, to, tracks] = Deno.args;
if (!from || !to || !(Number(tracks) > 0)) {
  console.error("Usage: deno run -A tools/multiply_data_set.ts <data set> <folder> <tracks>");
  Deno.exit(2);
}
await multiply({ from, to, tracks: Number(tracks) });
Deno.exit(0);

async function multiply(
  { from, to, tracks }: { readonly from: string; readonly to: string; readonly tracks: number },
): Promise<void> {
  const { DuckDBInstance } = createRequire(new URL("../engines/duckdb/", import.meta.url))(
    "@duckdb/node-api",
  );
  const instance = await DuckDBInstance.create(":memory:");
  const connection: Connection = await instance.connect();
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJS();
  await ask("SET memory_limit = '3GB'");
  await ask(
    "CREATE TABLE small AS SELECT row_number() OVER () - 1 AS place, * REPLACE (" +
      `json_merge_patch(record, '${RECORD}')::VARCHAR AS record) ` +
      `FROM read_parquet('${from}/part=*/tracks.parquet', hive_partitioning = false)`,
  );
  for (const sql of madeUp()) await ask(sql);
  const [counts] = await ask(
    `SELECT count(*), ${
      [...NUMBER_COLUMNS.values()].map((column) => `count(${column})`).join(", ")
    } FROM small`,
  );
  const [rows, ...held] = counts!.map(Number) as [number, ...number[]];
  const made = new Set([...NUMBER_COLUMNS.values()].filter((_, i) => held[i] === 0));
  await Deno.mkdir(to, { recursive: true });
  const fileOf = (part: number) => `${to}/part=${String(part).padStart(5, "0")}/tracks.parquet`;
  for (let part = 0, left = tracks; left > 0; part++, left -= PART_ROWS) {
    await Deno.mkdir(dirname(fileOf(part)), { recursive: true });
    const length = Math.min(left, PART_ROWS);
    const sql = part < DRAWN_PARTS
      ? drawnPart({ part, length, rows, made })
      : copiedPart({ part, length, from: fileOf(part % DRAWN_PARTS) });
    await ask(`COPY (${sql}) TO '${fileOf(part)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
    console.log(`${fileOf(part)}: ${length} tracks`);
  }
  const format = { format: "fonoteca-data-set", version: DATA_SET_VERSION };
  await Deno.writeTextFile(`${to}/data-set.json`, JSON.stringify(format) + "\n");
}

/** The rows of an earlier part under other ids as SQL, in the same order. */
function copiedPart(
  { part, length, from }: { readonly part: number; readonly length: number; readonly from: string },
): string {
  const other = ["path", "search", "record"]
    .map((name) => `replace(${name}, id, id || '${part}') AS ${name}`);
  return `SELECT * REPLACE (id || '${part}' AS id, ${other.join(", ")}) ` +
    `FROM read_parquet('${from}') LIMIT ${length}`;
}

/** The rows of one part, drawn from the small data set, as SQL. */
function drawnPart({ part, length, rows, made }: {
  readonly part: number;
  readonly length: number;
  /** Of the small data set. */
  readonly rows: number;
  /** Columns of numbers that it has none of. */
  readonly made: ReadonlySet<string>;
}): string {
  const drawn = `SELECT (hash(i, ${part}, 'row') % ${rows})::BIGINT AS place, ` +
    `substr(md5('${part} ' || i), 1, 20) AS new_id, ` +
    `(pow(random(), 2) * ${ARTISTS})::INTEGER AS number, ` +
    [1, 2, 3].map((n) => `(hash(i, ${part}, ${n}) % ${WORDS})::INTEGER AS number_${n}`).join(", ") +
    ` FROM range(${length}) AS rows(i)`;
  const told = "SELECT small.*, new_id, name AS new_artist, " +
    "first_album || ' ' || number_1 % 5 AS new_album, " +
    "one.word || ' ' || two.word || ' ' || three.word AS new_title, " +
    `'library ${part}/' || new_artist || '/' || new_title || ' ' || new_id || '.mp3' AS new_path ` +
    `FROM (${drawn}) JOIN small USING (place) JOIN artists USING (number) ` +
    "JOIN words AS one ON one.number = number_1 JOIN words AS two ON two.number = number_2 " +
    "JOIN words AS three ON three.number = number_3";
  const columns = DATA_COLUMNS.map(({ name }) => `${cellOf(name, made)} AS ${name}`);
  return `SELECT ${columns.join(", ")} FROM (${told}) ORDER BY new_id`;
}

function cellOf(name: string, made: ReadonlySet<string>): string {
  const texts: Readonly<Record<string, string>> = {
    id: "new_id",
    path: "new_path",
    title: "new_title",
    artist: "new_artist",
    album: "new_album",
    search:
      "lower(concat_ws(chr(10), new_title, new_artist, '', new_album, coalesce(genre, ''), new_path))",
    artist_keys: "chr(10) || lower(new_artist) || chr(10)",
    record: ["id", "path", "title", "artist", "album"]
      .reduce((text, name) => `replace(${text}, '@${name}@', new_${name})`, "record"),
    vectors: String(1 << SPACES.indexOf(VECTOR_SPACE)),
  };
  if (texts[name] !== undefined) return texts[name];
  const set = ACTIVATION_SETS.find((set) => name.startsWith(`${set}_`));
  if (set && set !== "styles") {
    const classes = ACTIVATION_CLASSES[set].length;
    return name.endsWith("_top")
      ? `styles_top % ${classes}`
      : "list_transform(styles_over[1:8], lambda x, i: ((i - 1) * 5 + (x >> 16) % 5)::INTEGER << 16 | (x & 65535))";
  }
  const space = SPACES.find((space) => name === vectorColumn(space));
  if (space) {
    return space === VECTOR_SPACE
      ? `list_transform(${name}, lambda x: (x + ${VECTOR_JITTER} * (random() - 0.5))::FLOAT)`
      : "NULL::FLOAT[]";
  }
  const descriptor = NUMBER_DESCRIPTORS.find(({ column }) => column === name);
  if (!descriptor || (descriptor.stage === "file" && !made.has(name))) return name;
  const { range: [low, high], digits = 0 } = descriptor;
  const drawn = made.has(name)
    ? `CASE WHEN random() < ${LACKING} THEN NULL ELSE ${low} + ${
      high - low
    } * (random() + random()) / 2 END`
    : `greatest(${low}, least(${high}, ${name} + ${
      RANGE_JITTER * (high - low)
    } * (random() - 0.5) * 3))`;
  return `round(${drawn}, ${digits})::FLOAT`;
}

/** Tables of made-up words and of artists, as SQL. */
function madeUp(): string[] {
  const syllables = SYLLABLES.map((text) => `'${text}'`).join(", ");
  const word = (number: string) =>
    [1, SYLLABLES.length, SYLLABLES.length ** 2]
      .map((share) => `syllables[1 + (${number} // ${share}) % ${SYLLABLES.length}]`).join(" || ");
  return [
    `CREATE TABLE words AS SELECT number::INTEGER AS number, ${word("number")} AS word ` +
    `FROM range(${WORDS}) AS rows(number), (SELECT [${syllables}] AS syllables)`,
    "CREATE TABLE artists AS SELECT rows.number::INTEGER AS number, " +
    "upper(one.word || ' ' || two.word) AS name, two.word || ' ' || one.word AS first_album " +
    `FROM range(${ARTISTS + 1}) AS rows(number) ` +
    `JOIN words AS one ON one.number = rows.number % ${WORDS} ` +
    `JOIN words AS two ON two.number = hash(rows.number) % ${WORDS}`,
  ];
}
