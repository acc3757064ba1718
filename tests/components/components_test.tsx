import { findDescriptor, numberText } from "../../domain/mod.ts";
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Chip, clock, PlayButton, Progress } from "../../components/mod.ts";
import { CardFacts } from "../../components/similar/card.tsx";
import { CARD } from "./card.ts";
import { FileFacts } from "../../components/track/FileFacts.tsx";
import { ClassCertainty, TempoCertainty } from "../../components/track/Uncertain.tsx";
import { trackOf } from "../store/fixtures/tracks.ts";
import { Field } from "../../components/Field.tsx";
import { Num } from "../../components/Num.tsx";

Deno.test("clock() writes minutes and, from an hour on, hours", () => {
  assert.equal(clock(0), "0:00");
  assert.equal(clock(67.9), "1:07");
  assert.equal(clock(3599), "59:59");
  assert.equal(clock(3661), "1:01:01");
  assert.equal(clock(undefined), "–");
  assert.equal(clock(NaN), "–");
});

Deno.test("numberText() groups thousands and writes a real minus", () => {
  assert.equal(numberText(12345.678, 1), "12,345.7");
  assert.equal(numberText(-14.25, 1), "−14.3");
  assert.equal(numberText(-0.01, 1), "0.0");
  assert.equal(numberText(-0.4, 0), "0");
});

Deno.test("Num shows a missing value as such, with its reason, and never as 0", () => {
  const html = renderToString(<Num value={NaN} reason="too short" />);
  assert.match(html, /–/);
  assert.match(html, /missing: too short/);
  assert.doesNotMatch(html, /0/);
  assert.match(
    renderToString(<Num value={0} unit="dB" />),
    /^<span class="num">0<span class="unit">dB/,
  );
});

Deno.test("a card says whether there is voice by the best model that heard it, and names a stand-in", () => {
  const voiceOn = (known: Partial<typeof CARD>) =>
    renderToString(<CardFacts card={{ ...CARD, ...known }} />).split('class="voice"')[1]!
      .replaceAll(/<[^>]*>/g, "");
  assert.match(voiceOn({ voice: 0.9, instrumentalness: 0.8 }), /says Discogs-EffNet">voice 90/);
  assert.match(voiceOn({ instrumentalness: 0.9 }), /instrumental, says VibeNet">instrumental 90/);
  assert.match(voiceOn({ instrumentalness: 0.9 }), /\(VibeNet\)$/);
  assert.match(voiceOn({ missing: { voice: "silent" } }), /voice –.*silent/);
});

Deno.test("PlayButton carries what the player needs and leaves out what is not known", () => {
  const html = renderToString(
    <PlayButton track={{ id: "x", title: "A & B", loudness: -9.5, truePeak: NaN }} />,
  );
  assert.match(html, /aria-label="Play A &amp; B"/);
  assert.match(html, /data-play-loudness="-9.5"/);
  assert.doesNotMatch(html, /data-play-peak|data-play-artist/);
});

Deno.test("PlayButton of a track without audio plays nothing, says why, and can be focused", () => {
  const html = renderToString(
    <PlayButton track={{ id: "x", title: "A", silent: "imported without its audio" }} />,
  );
  assert.match(html, /aria-label="Cannot play A: imported without its audio"/);
  assert.match(html, /aria-disabled="true"/);
  assert.doesNotMatch(html, /data-play-id| disabled/);
});

Deno.test("Field joins label, control and fault", () => {
  const html = renderToString(
    <Field label="Tempo" for="tempo" hint="BPM" fault="Must be a number">
      <input id="tempo" />
    </Field>,
  );
  assert.match(html, /<label for="tempo">/);
  assert.match(html, /role="alert">Must be a number/);
  assert.doesNotMatch(html, /BPM/);
});

Deno.test("Progress says count and time left, and nothing false before the total is known", () => {
  assert.match(
    renderToString(<Progress label="Reading" done={1200} total={2100} left={95} />),
    /1,200 of 2,100 · 1:35 left/,
  );
  assert.doesNotMatch(
    renderToString(<Progress label="Reading" done={0} total={0} />),
    / of |value=/,
  );
});

Deno.test("Chip has a labelled button only where it can be removed", () => {
  assert.match(
    renderToString(<Chip removeLabel="Drop tempo" onRemove={() => {}}>Tempo</Chip>),
    /aria-label="Drop tempo"/,
  );
  assert.doesNotMatch(renderToString(<Chip>Tempo</Chip>), /button/);
});

Deno.test("what is not known of a file is missing, and is not a 0 or a day of 1970", () => {
  const file = { ...trackOf("a").file, size: 0, modified: 0, channels: 0, container: "", hash: "" };
  const { bitRate: _, ...imported } = file;
  const html = renderToString(
    <FileFacts track={{ ...trackOf("a"), audio: false, file: imported }} duplicates={[]} />,
  );
  for (const name of ["Channels", "Bit rate", "Size", "Modified", "Cover", "Audio hash"]) {
    assert.ok(html.includes(`<dt>${name}</dt><dd>–</dd>`), `${name}: ${html}`);
  }
  assert.match(html, /<dt>Format<\/dt><dd>mp3<\/dd>/);
  const known = renderToString(<FileFacts track={trackOf("a")} duplicates={[]} />);
  assert.match(known, /mp3 in mpeg.*<dd>2<\/dd>.*0\.48 MB.*1970-01-01.*<dt>Cover<\/dt><dd>no/s);
});

Deno.test("a tempo of which no sign is known has nothing that speaks for it either", () => {
  const html = renderToString(
    <TempoCertainty
      findings={[{ descriptor: findDescriptor("tempo")!, value: 120 }]}
    />,
  );
  assert.match(html, /Nothing is known that could speak for or against it/);
});

Deno.test("a tempo whose half or double is more likely says so, whether TempoCNN was asked or not", () => {
  const of = (doubt: number, ambiguity = NaN) =>
    renderToString(
      <TempoCertainty
        findings={Object.entries({ tempo: 80, tempo_doubt: doubt, tempo_ambiguity: ambiguity })
          .map(([id, value]) => ({ descriptor: findDescriptor(id)!, value }))}
      />,
    );
  const uncertain = /Uncertain: by its onsets half or double is more likely/;
  assert.match(of(0.7), uncertain);
  assert.match(of(0.7), /Doubt 0\.70 of 1/);
  assert.match(of(0.7, 0.1), uncertain);
  assert.match(of(0.1), /Nothing speaks against it/);
});

Deno.test("styles of a track are read by their own names and parents", () => {
  const html = renderToString(
    <ClassCertainty
      findings={[]}
      classes={{
        styles: [{ name: "Rock---Indie Rock", share: 0.5 }, { name: "Pop---Ballad", share: 0.25 }],
        tags: [{ name: "indie", share: 0.5 }],
        instruments: [{ name: "electric guitar", share: 0.75 }],
      }}
    />,
  );
  assert.match(html, /Indie Rock \(Rock\) leads Ballad \(Pop\) by 25 points/);
  assert.match(html, /<span>indie<\/span>/);
  assert.match(html, /<h3>Instruments<\/h3>.*<span>electric guitar<\/span>.*75 %/);
  assert.doesNotMatch(html, /Moods and themes/);
  assert.doesNotMatch(html, /---/);
});
