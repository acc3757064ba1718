import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatSimilar,
  MOST_NEIGHBOURS,
  parseSimilar,
  PLAIN_REQUEST,
  type SimilarRequest,
} from "../../similar/mod.ts";
import { SPACES } from "../../domain/mod.ts";
import { parseQuery } from "../../query/mod.ts";

function read(text: string) {
  return parseSimilar(new URLSearchParams(text));
}

Deno.test("parseSimilar() reads every parameter, and leaves the rest to the query", () => {
  const { request, problems } = read(
    "track=a&space=vgg&space=musicnn&k=25&same_artist=no&same_album=no&duplicates=no&mutual=yes&tempo=120..130",
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(request, {
    track: "a",
    spaces: ["vgg", "musicnn"],
    k: 25,
    metric: "cosine",
    sameArtist: false,
    sameAlbum: false,
    duplicates: false,
    mutual: true,
    within: parseQuery(new URLSearchParams("tempo=120..130")).query,
  });
});

Deno.test("parseSimilar() of nothing is the plain request", () => {
  assert.deepEqual(read(""), { request: PLAIN_REQUEST, problems: [] });
  assert.equal(formatSimilar(PLAIN_REQUEST), "");
});

Deno.test("parseSimilar() says what it could not read and goes on", () => {
  const { request, problems } = read(
    "k=many&space=mfcc&metric=manhattan&mutual=perhaps&colour=red&tempo=fast",
  );
  assert.deepEqual(request, PLAIN_REQUEST);
  assert.deepEqual(
    problems.map(({ parameter }) => parameter).toSorted(),
    ["colour", "k", "metric", "mutual", "space", "tempo"],
  );
  assert.equal(read("k=5000").request.k, MOST_NEIGHBOURS);
  assert.equal(read("k=0").request.k, 10);
});

Deno.test("parseSimilar() refuses a dot product under mutual proximity", () => {
  const { request, problems } = read("metric=dot&mutual=yes");
  assert.deepEqual([request.metric, request.mutual], ["cosine", true]);
  assert.deepEqual(problems.map(({ parameter }) => parameter), ["metric"]);
  assert.equal(read("metric=dot").request.metric, "dot");
});

Deno.test("parseSimilar() never throws", () => {
  fc.assert(fc.property(fc.webQueryParameters(), (text) => {
    read(text);
  }));
});

Deno.test("parseSimilar() reads back what formatSimilar() wrote", () => {
  const request = fc.record({
    track: fc.stringMatching(/^[A-Za-z0-9#&=+ é-]{0,8}[a-z]$/).map((id) => id.trim()),
    spaces: fc.subarray([...SPACES]),
    k: fc.integer({ min: 1, max: MOST_NEIGHBOURS }),
    sameArtist: fc.boolean(),
    sameAlbum: fc.boolean(),
    duplicates: fc.boolean(),
    mutual: fc.boolean(),
    within: fc.constantFrom("", "tempo=100..120", "q=a%26b&style=Ambient:0.3").map((text) =>
      parseQuery(new URLSearchParams(text)).query
    ),
  });
  fc.assert(fc.property(request, (fields) => {
    const asked: SimilarRequest = { ...PLAIN_REQUEST, ...fields };
    assert.deepEqual(read(formatSimilar(asked)), { request: asked, problems: [] });
  }));
});
