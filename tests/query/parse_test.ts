import assert from "node:assert/strict";
import fc from "fast-check";
import { type Clause, formatQuery, parseQuery, type Query } from "../../query/mod.ts";
import { strangeQuery } from "./arbitraries.ts";

function parse(text: string) {
  return parseQuery(new URLSearchParams(text));
}

function clauseOf(text: string): Clause | undefined {
  const { query, problems } = parse(text);
  assert.deepEqual(problems, []);
  return Object.values(query.clauses)[0];
}

function sortedKeys(query: Query) {
  const clauses = Object.entries(query.clauses).sort(([a], [b]) => a < b ? -1 : 1);
  return { ...query, clauses };
}

Deno.test("parseQuery() reads back what formatQuery() writes", () => {
  fc.assert(fc.property(strangeQuery, (query) => {
    const { query: back, problems } = parse(formatQuery(query));
    assert.deepEqual(problems, []);
    assert.deepEqual(sortedKeys(back), structuredClone(sortedKeys(query)));
  }));
});

Deno.test("formatQuery() writes a canonical form", () => {
  fc.assert(fc.property(strangeQuery, (query) => {
    const once = formatQuery(parse(formatQuery(query)).query);
    assert.equal(formatQuery(parse(once).query), once);
  }));
});

Deno.test("parseQuery() never throws, and names the parameter it could not read", () => {
  const name = fc.constantFrom(
    ...["tempo", "tempo.octave", "voice", "voice.threshold", "style", "not.style", "style.mode"],
    ...[
      "key",
      "key.profile",
      "camelot",
      "camelot.steps",
      "since",
      "region",
      "region.beside",
      "rank",
      "sort",
    ],
    ...["order", "format", "folder", "q", "tempo_octave", "nonsense"],
  );
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("..", "NaN..1", "1..NaN", "Infinity", ":", ",,", "House:x", "\\", "missing,,"),
  );
  fc.assert(fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
    const params = new URLSearchParams(pairs);
    for (const problem of parseQuery(params).problems) assert.ok(params.has(problem.parameter));
  }));
});

Deno.test("parseQuery() reads the forms that the documentation shows", () => {
  assert.deepEqual(clauseOf("tempo=120..130&tempo.octave=any"), {
    kind: "number",
    descriptor: "tempo",
    min: 120,
    max: 130,
    octaves: true,
    missing: "exclude",
  });
  assert.deepEqual(clauseOf("loudness=-14..,missing"), {
    kind: "number",
    descriptor: "loudness",
    min: -14,
    octaves: false,
    missing: "include",
  });
  assert.deepEqual(clauseOf("voice=instrumental,undecided&voice.threshold=0.7"), {
    kind: "voice",
    sides: ["instrumental", "undecided"],
    threshold: 0.7,
    missing: "exclude",
  });
  assert.deepEqual(clauseOf("key=Gb minor,C&key.profile=temperley"), {
    kind: "key",
    keys: [{ tonic: "F#", scale: "minor" }, { tonic: "C" }],
    profile: "temperley",
    missing: "exclude",
  });
  assert.deepEqual(clauseOf("region=effnet.pca:0,0,1,0,1,1"), {
    kind: "region",
    space: "effnet",
    projection: "pca",
    polygon: [0, 0, 1, 0, 1, 1],
  });
});

Deno.test("parseQuery() finds styles by short name, by parent, and with commas in them", () => {
  const clause = clauseOf(
    "style=house:0.3,Folk, World, %26 Country---African,Rock:0.2&style.mode=all",
  );
  assert.deepEqual(clause, {
    kind: "activation",
    set: "styles",
    exclude: false,
    mode: "all",
    terms: [
      { name: "Electronic---House", threshold: 0.3 },
      { name: "Folk, World, & Country---African", threshold: 0.1 },
      { name: "Rock", threshold: 0.2 },
    ],
    missing: "exclude",
  });
});

Deno.test("parseQuery() asks which of several styles is meant", () => {
  const { query, problems } = parse("style=Disco,Jazz");
  assert.match(problems[0]!.reason, /Electronic---Disco, Funk \/ Soul---Disco: write which/);
  assert.deepEqual(Object.keys(query.clauses), ["style"]);
});

Deno.test("parseQuery() says what is wrong with each parameter it leaves out", () => {
  const reasons = (text: string) => parse(text).problems.map((p) => `${p.parameter}: ${p.reason}`);
  assert.deepEqual(reasons("tempo=fast"), [
    "tempo: expected a range such as 120..130, 120.. or ..130",
  ]);
  assert.deepEqual(reasons("tempo=130..120"), [
    "tempo: the bounds are the wrong way round and were swapped",
  ]);
  assert.deepEqual(reasons("tempo=120..130&tempo=140..150"), ["tempo: expected one range, not 2"]);
  assert.deepEqual(reasons("tempo=fast,slow"), reasons("tempo=fast"));
  assert.deepEqual(reasons("voice=loud"), [
    "voice: expected vocal, instrumental, undecided, or a range such as 0.9..",
  ]);
  assert.deepEqual(reasons("tepmo=120"), ["tepmo: no such parameter"]);
  assert.deepEqual(reasons("style=House:0.01"), [
    "style: Electronic---House: expected a threshold from 0.05 to 1",
  ]);
  assert.deepEqual(reasons("since=yesterday"), [
    "since: expected a date such as 2026-01-31 or 2026-01-31T18:30Z",
  ]);
  for (const date of ["2026-02-31", "2026-02-29T18:30Z", "2026-04-31"]) {
    assert.equal(reasons(`since=${date}`).length, 1, date);
  }
  assert.deepEqual(reasons("since=2028-02-29"), []);
  assert.deepEqual(reasons("rank=tempo"), [
    "rank: tempo is not between 0 and 1, so it has no weight",
  ]);
});

Deno.test("parseQuery() leaves parameters of others alone", () => {
  const params = new URLSearchParams("view.colour=tempo&tempo=120");
  const { problems } = parseQuery(params, { others: (name) => name.startsWith("view.") });
  assert.deepEqual(problems, []);
});

Deno.test("formatQuery() stays readable", () => {
  const text = "tempo=120..130&tempo.octave=any&key=F%23+minor&style=Electronic---House:0.3,Rock" +
    "&not.style=Folk,+World,+%26+Country&rank=Electronic---Techno,tag.chill:0.5&sort=tempo&order=desc";
  assert.equal(formatQuery(parse(text).query), text);
});
