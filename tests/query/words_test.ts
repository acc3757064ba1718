import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import {
  type Columns,
  KEY_PROFILES,
  NUMBER_DESCRIPTORS,
  PITCH_CLASSES,
  SCALES,
  STYLES,
  TAGS,
} from "../../domain/mod.ts";
import { formatQuery, parseQuery, readWords } from "../../query/mod.ts";
import { type Meaning, QUANTITIES, SYNONYMS } from "../../query/words/synonyms.ts";

const ROWS = 91;
const NOW = Date.UTC(2026, 10, 28, 12);
/** Values from the first to the last in equal steps: quantiles are what one reckons by hand. */
const SPREAD: Readonly<Record<string, readonly [number, number]>> = {
  tempo: [90, 180],
  loudness: [-20, -5],
  loudness_range: [0, 18],
  danceability: [0, 0.9],
  voice: [0, 0.9],
  energy: [0, 0.9],
  valence: [1, 8.2],
  arousal: [1, 8.2],
  mood_relaxed: [0, 0.9],
  acousticness: [0, 0.9],
  duration: [60, 510],
  year: [1930, 2020],
  bit_rate: [128, 218],
  channels: [2, 2],
};

/** Rows from low to high; `without` leaves columns of values out. */
function columns(without: readonly string[] = []): Columns {
  const numbers = Object.fromEntries(
    NUMBER_DESCRIPTORS.map(({ id }) => {
      const [low, high] = without.includes(id) ? [NaN, NaN] : SPREAD[id] ?? [NaN, NaN];
      return [
        id,
        Float32Array.from({ length: ROWS }, (_, i) => low + (high - low) * (i / (ROWS - 1))),
      ];
    }),
  );
  const present = new Uint8Array(ROWS).fill(1);
  const some = (labels: readonly string[]) => ({
    labels,
    offsets: new Uint32Array(ROWS + 1),
    classes: new Uint16Array(0),
    values: new Uint16Array(0),
    present,
  });
  const blank = Array.from({ length: ROWS }, () => "");
  const artists = ["Björk", "Simon & Garfunkel", "Earth, Wind & Fire", "Sigur Rós", "Air"];
  const keys = KEY_PROFILES.flatMap((profile) => [
    [`key_${profile}`, { codes: new Uint8Array(ROWS), names: PITCH_CLASSES }],
    [`scale_${profile}`, { codes: new Uint8Array(ROWS), names: SCALES }],
  ]);
  return {
    length: ROWS,
    ids: blank.map((_, i) => `t${i}`),
    numbers,
    categories: {
      ...Object.fromEntries(keys),
      tempo_octave: { codes: new Uint8Array(ROWS), names: ["agrees", "half", "double"] },
    },
    texts: {
      title: blank,
      artist: blank.map((_, i) => artists[i % artists.length]!),
      album: blank,
      genre: blank,
      path: blank.map((_, i) => `/m/${i}`),
      codec: blank.map((_, i) => i % 2 ? "flac" : "mp3"),
    },
    activations: {
      ...(without.includes("styles") ? {} : { styles: some(STYLES) }),
      ...(without.includes("tags") ? {} : { tags: some(TAGS) }),
    },
    labels: {
      mine: {
        set: {
          id: "mine",
          name: "Mine",
          kind: "hand",
          origin: "hand",
          classes: ["Sunday morning"],
          several: true,
          fields: [],
          joined: 0,
        },
        offsets: new Uint32Array(ROWS + 1),
        classes: new Uint16Array(0),
        present,
        aspects: {},
        names: {},
      },
    },
    added: new Float64Array(ROWS),
  };
}

const ALL = columns();
const ask = (sentence: string, of = ALL) => readWords(sentence, { columns: of, now: NOW });

/** Sentences, the query that each is, as written in an address, and the words that are left. */
const SENTENCES: readonly (readonly [sentence: string, query: string, ...left: string[]])[] = [
  [
    "fast danceable house without voice in A minor, not by Björk, over 5 minutes, happy",
    "tempo=150..&danceability=0.6..&style=Electronic---House&voice=instrumental&key=A minor&" +
    "not.artist=Björk&duration=300..&valence=5.8..",
  ],
  ["fast", "tempo=150.."],
  ["very fast", "tempo=171.."],
  ["quite fast", "tempo=135.."],
  ["not fast", "tempo=..150"],
  ["not very fast", "tempo=..171"],
  ["slow and quiet", "tempo=..120&loudness=..-15"],
  ["mid-tempo", "tempo=120..150"],
  ["slow tempo, high energy", "tempo=..120&energy=0.6.."],
  ["very high energy", "energy=0.81.."],
  ["high-energy techno", "energy=0.6..&style=Electronic---Techno"],
  ["medium arousal", "arousal=3.4..5.8"],
  ["sad songs", "valence=..3.4"],
  ["give me something relaxed and acoustic", "mood_relaxed=0.6..&acousticness=0.6.."],
  ["120 bpm", "tempo=119.5..120.5"],
  ["about 120 BPM", "tempo=115.2..124.8"],
  ["120-130bpm", "tempo=120..130"],
  ["between 120 and 130 BPM", "tempo=120..130"],
  ["from 120 to 130 bpm", "tempo=120..130"],
  ["tempo 128.5", "tempo=128.45..128.55"],
  ["tempo over 120", "tempo=120.."],
  ["faster than 140", "tempo=140.."],
  ["fast but under 170 BPM", "tempo=150..170"],
  ["3 to 5 minutes", "duration=180..300"],
  ["under 3:30", "duration=..210"],
  ["5 minutes or more", "duration=300.."],
  ["no longer than five minutes", "duration=..300"],
  ["longer than 5", "duration=300.."],
  ["no more than 240 seconds", "duration=..240"],
  ["louder than -10 LUFS", "loudness=-10.."],
  ["loudness −14 to −9 LUFS", "loudness=-14..-9"],
  ["energy ≥ 0.7", "energy=0.7.."],
  ["from the 80s", "year=1980..1989"],
  ["nineties rock", "year=1990..1999&style=Rock"],
  ["before 1970", "year=..1969"],
  ["jazz from 1955 to 1965", "style=Jazz&year=1955..1965"],
  ["in 1999", "year=1999"],
  ["hip-hop or rap", "style=Hip Hop"],
  ["drum & bass", "style=Electronic---Drum n Bass"],
  ["disco", "style=Electronic---Disco,Funk / Soul---Disco"],
  ["acid techno", "style=Electronic---Acid,Electronic---Techno&style.mode=all"],
  ["house or techno", "style=Electronic---House,Electronic---Techno"],
  ["jazzy house", "tag=jazz&style=Electronic---House"],
  [
    "no rock or metal, no country",
    "not.style=Rock&not.tag=metal&not.style=Folk, World, %26 Country---Country",
  ],
  ["mostly techno", "style.top=Electronic---Techno"],
  ["no wave", "style=Rock---No Wave"],
  ["female voice", "tag=female vocalists,female vocalist"],
  ["not instrumental", "voice=vocal"],
  ["in minor", "key=minor"],
  ["in a minor key", "key=minor"],
  ["F#m or B flat major", "key=F%23 minor,Bb major"],
  ["not in minor", "key=major"],
  ["mixes with 8A", "camelot=8A"],
  ["mixes with A minor", "camelot=8A"],
  ["8a", "camelot=8A&camelot.steps=0"],
  ["without a key", "key=missing"],
  ["unknown year", "year=missing"],
  ["by Simon and Garfunkel or sigur ros", "artist=Simon %26 Garfunkel,Sigur Rós"],
  ["by Earth, Wind & Fire", "artist=Earth\\, Wind %26 Fire"],
  ["Bjork, loudest first", "artist=Björk&sort=loudness&order=desc"],
  ["sorted by tempo descending", "sort=tempo&order=desc"],
  ["flac, called all is full", "format=flac&q=all is full"],
  ["not mp3", "format=flac"],
  ['with "blue" in it', 'q="blue"'],
  ["added this week", "since=2026-11-22"],
  ["added since 2026-01-31", "since=2026-01-31"],
  ["added since 2026-02-31", "", "added since", "2026-02-31"],
  ["for a Sunday morning", "label.mine=Sunday morning"],
  ["tempo against TempoCNN half", "tempo_octave=half"],
  ["fast purple elephants", "tempo=150..", "purple elephants"],
  ["by Nobody Inc, slow", "tempo=..120", "by Nobody Inc"],
  ["house over 5", "style=Electronic---House", "over 5"],
  ["not 120 to 130 BPM", "", "not 120 to 130 BPM"],
  ["fast, under 100 BPM", "tempo=150..", "under 100 BPM"],
  ["energy", "", "energy"],
  ["tempo over 5 minutes", "", "tempo over 5 minutes"],
  ["engaging", "", "engaging"],
  ["not", "", "not"],
];

const canonical = (text: string) => formatQuery(parseQuery(new URLSearchParams(text)).query);

Deno.test("sentences are read as the queries they mean", () => {
  assert.ok(SENTENCES.length >= 60);
  for (const [sentence, query, ...left] of SENTENCES) {
    const read = ask(sentence);
    assert.equal(canonical(formatQuery(read.query)), canonical(query), sentence);
    assert.deepEqual(read.left.map(({ text }) => text), left, sentence);
  }
});

Deno.test("a word falls back on what the collection has, and says what it lacks", () => {
  const of = (sentence: string, ...without: string[]) => ask(sentence, columns(without));
  assert.equal(formatQuery(of("80s", "year").query), "tag=80s");
  assert.equal(formatQuery(of("calm", "energy").query), "arousal=..3.4");
  assert.equal(formatQuery(of("house", "styles").query), "tag=House");
  assert.equal(formatQuery(of("instrumental", "voice").query), "tag=instrumental");
  const voice = of("without voice").read[0]!;
  assert.deepEqual([voice.text, voice.how], ["without voice", "at 0.6, by Discogs-EffNet"]);
  assert.deepEqual(of("fast", "tempo"), {
    query: { clauses: {}, rank: [] },
    read: [],
    left: [{ text: "fast", reason: "no track has a value of Tempo" }],
  });
  assert.equal(of("techno", "styles", "tags").left[0]!.reason, "no track has styles");
});

Deno.test("what was read of a sentence says which words became which clause", () => {
  assert.deepEqual(ask("not too fast, purple house").read, [
    { text: "not too fast", ids: ["tempo"], how: "not the upper third" },
    { text: "house", ids: ["style"], how: "style" },
  ]);
});

const SOME_WORDS = SENTENCES.flatMap(([sentence]) => sentence.split(" "));

Deno.test("any text is read without an error, and its query reads back from an address", () => {
  const word = fc.oneof(
    { arbitrary: fc.constantFrom(...SOME_WORDS), weight: 5 },
    fc.constantFrom(",", "or", "and", "not", "over", "5", "-", '"', "by", "in", "A", "120", "to"),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), (words) => {
      const { query, read } = ask(words.join(" "));
      const back = parseQuery(new URLSearchParams(formatQuery(query)));
      assert.deepEqual(back.problems, []);
      assert.equal(formatQuery(back.query), canonical(formatQuery(query)));
      for (const { ids } of read) {
        for (const id of ids) assert.ok(id === "sort" ? query.sort : query.clauses[id], id);
      }
    }),
    { numRuns: 300 },
  );
});

/** A meaning as the table in docs/words.md writes it. */
function written(meaning: Meaning): string {
  if ("names" in meaning) return `\`${meaning.kind}=${meaning.names.join(",")}\``;
  switch (meaning.kind) {
    case "level":
      return `${meaning.end} \`${meaning.of}\``;
    case "range":
      return `\`${meaning.of}=${
        meaning.min === meaning.max ? meaning.min : `${meaning.min ?? ""}..${meaning.max ?? ""}`
      }\``;
    case "voice":
      return `\`voice=${meaning.side}\``;
    case "sort":
      return `\`sort=${meaning.by}${meaning.descending ? "&order=desc" : ""}\``;
    case "format":
      return `\`format=${meaning.formats.join(",")}\``;
    case "label":
    case "category":
      return meaning.name;
  }
}

Deno.test("docs/words.md holds the tables of synonyms and quantities", async () => {
  const guide = await readFile(new URL("../../docs/words.md", import.meta.url), "utf8");
  const rows = new Set(guide.split("\n").map((line) => line.replace(/ +/g, " ").trim()));
  const wanted = [
    ...SYNONYMS.map(({ words, means }) => [words.join(", "), means.map(written).join(", else ")]),
    ...QUANTITIES.map(({ words, of }) => [
      words.join(", "),
      of.map((id) => `\`${id}\``).join(", else "),
    ]),
  ].map(([words, means]) => `| ${words} | ${means} |`);
  assert.deepEqual(wanted.filter((row) => !rows.has(row)), []);
});

Deno.test("labels are asked for by their set, and told from styles and labels of other sets", () => {
  const set = (id: string, name: string, classes: readonly string[]) => ({
    ...ALL.labels!["mine"]!,
    set: { ...ALL.labels!["mine"]!.set, id, name, classes },
  });
  const split = { split: new Uint8Array(ROWS), known_bad: new Uint8Array(ROWS) };
  const of: Columns = {
    ...ALL,
    labels: {
      fma: { ...set("fma", "FMA top genre", ["Hip-Hop", "Rock", "Chiptune"]), aspects: split },
      gtzan: set("gtzan", "GTZAN", ["hiphop", "rock", "chiptune"]),
    },
  };
  const asked = (sentence: string) => {
    const { query, left } = ask(sentence, of);
    return [
      decodeURIComponent(formatQuery(query)).replaceAll("+", " "),
      ...left.map(({ reason }) => reason),
    ];
  };
  assert.deepEqual(asked("show me hiphop of FMA"), ["label.fma=Hip-Hop"]);
  assert.deepEqual(asked("not rock in gtzan, fast"), ["not.label.gtzan=rock&tempo=150.."]);
  assert.deepEqual(asked("rock"), ["style=Rock"]);
  assert.match(
    ask("rock", of).read[0]!.how,
    /style; also a label: write of FMA top genre or of GTZAN/,
  );
  assert.deepEqual(asked("chiptune of gtzan"), ["label.gtzan=chiptune"]);
  assert.deepEqual(asked("techno of FMA top genre"), ["", "FMA top genre has no such label"]);
  assert.deepEqual(asked("test set of FMA"), ["label.fma.split=test"]);
  assert.deepEqual(asked("rock of FMA, not test"), [
    "label.fma=Rock&label.fma.split=training,validation",
  ]);
  assert.deepEqual(asked("not known bad"), ["label.fma.known_bad=no"]);
  assert.deepEqual(asked("training set of gtzan"), ["", "GTZAN has no split"]);
});
