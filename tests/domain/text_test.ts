import assert from "node:assert/strict";
import fc from "fast-check";
import { fold, nameKey, nameKeys } from "../../domain/mod.ts";
import { sameArtist } from "../../domain/text.ts";

const anyText = fc.string({ unit: "grapheme" });

Deno.test("fold() of what is folded changes nothing", () => {
  fc.assert(fc.property(anyText, (text) => assert.equal(fold(fold(text)), fold(text))));
});

Deno.test("fold() is the same for every normal form and case of a text", () => {
  fc.assert(fc.property(anyText, (text) => {
    for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) {
      assert.equal(fold(text.normalize(form)), fold(text));
    }
  }));
  for (const [a, b] of [["ÅSA", "åsa"], ["ΟΔΟΣ", "οδος"], ["STRASSE", "straße"], ["𝐀𝐁", "ab"]]) {
    assert.equal(fold(a!), fold(b!));
  }
});

Deno.test("sameArtist() sees through case, accents and blanks", () => {
  const spellings = ["Björk", "Bjork", "björk", "BJÖRK", " Bjo\u0308rk ", "Ｂｊöｒｋ"];
  for (const a of spellings) for (const b of spellings) assert.ok(sameArtist(a, b), `${a} ${b}`);
  assert.ok(sameArtist("Sigur  Rós", "sigur\u00a0ros"));
  assert.ok(sameArtist("Mø", "MO"));
});

Deno.test("sameArtist() keeps apart what is written with other letters", () => {
  const pairs = [["Björk", "Björn"], ["राम", "रमा"], ["ガガ", "カカ"], ["The Who", "Who"]];
  for (const [a, b] of pairs) assert.ok(!sameArtist(a, b), `${a} ${b}`);
});

Deno.test("no name is the same as no other, nor as itself", () => {
  for (const none of ["", " ", null, undefined]) {
    assert.ok(!sameArtist(none, none));
    assert.ok(!sameArtist(none, "Björk"));
  }
});

Deno.test("nameKeys() are those of each name, and made once", () => {
  const names = ["Björk", "", "Bjork"];
  assert.deepEqual(nameKeys(names), names.map(nameKey));
  assert.equal(nameKeys(names), nameKeys(names));
});
