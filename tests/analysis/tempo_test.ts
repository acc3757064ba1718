import assert from "node:assert/strict";
import { tempoOctave } from "../../domain/mod.ts";
import { beatsOf, ratedBeatsOf } from "../../analysis/descriptors/_beats.ts";
import { timbreFrames } from "../../analysis/descriptors/_timbre_frames.ts";
import {
  steadyTempo,
  type Tempo,
  tempoDoubt,
  type TempoMethod,
  tempoOf,
  Texture,
} from "../../analysis/descriptors/mod.ts";
import { decode } from "../../analysis/decode/mod.ts";
import { sharedPath, sharedTest } from "../fixtures/shared.ts";
import { clicks, groundTruth, noise, pieceOf, x44kOf } from "./_audio.ts";
import { essentiaReference } from "./_essentia.ts";

function valueOf(
  samples: Float32Array,
  method: TempoMethod,
  known: { readonly tempocnn?: number; readonly texture?: Texture } = {},
): Tempo {
  const tempo = tempoOf(samples, { method, ...known });
  assert.ok("value" in tempo, JSON.stringify(tempo));
  return tempo.value;
}

const rated = (samples: Float32Array) => ratedBeatsOf(timbreFrames(samples).coarse);

const beatsBy = (samples: Float32Array, method: "multifeature" | "degara") =>
  beatsOf(samples, { method, coarse: timbreFrames(samples).coarse });

const METHODS = ["multifeature", "degara"] as const;

let heard: ReturnType<typeof hearPieces> | undefined;

/** What is heard of the 24 pieces, once for all that is asked of it. */
function piecesHeard(): ReturnType<typeof hearPieces> {
  return heard ??= hearPieces();
}

async function hearPieces() {
  const pieces = [];
  for (const { file, bpm } of groundTruth()) {
    const texture = new Texture(await pieceOf(file));
    const by = (method: TempoMethod) => valueOf(texture.samples, method, { texture });
    pieces.push({
      file,
      bpm,
      tempi: { multifeature: by("multifeature"), degara: by("degara") },
      ofThree: ratedBeatsOf(texture.frames.coarse).confidence(),
      onsetRate: texture.onsetRate,
    });
  }
  return pieces;
}

for (const method of METHODS) {
  sharedTest(`beatsOf() equals Essentia's RhythmExtractor2013 (${method})`, async () => {
    const essentia = essentiaReference();
    for (const { file } of groundTruth().filter((_, i) => i % 6 === 0)) {
      const samples = await pieceOf(file);
      const vector = essentia.arrayToVector(samples);
      const expected = essentia.RhythmExtractor2013(vector, 208, method, 40);
      const { bpm, beats, confidence } = beatsBy(samples, method);
      assert.deepEqual(beats, [...essentia.vectorToArray(expected.ticks)], file);
      assert.ok(Math.abs(bpm - expected.bpm) < 1e-3, file);
      assert.ok(Math.abs(confidence - expected.confidence) < 1e-3, file);
      for (const each of [expected.ticks, expected.estimates, expected.bpmIntervals, vector]) {
        each.delete();
      }
    }
  });

  sharedTest(
    `tempoOf() is right within 2 % or an octave on the 24 pieces, exactly on 19 (${method})`,
    async () => {
      let exact = 0, octave = 0;
      for (const { bpm, tempi } of await piecesHeard()) {
        const tempo = tempi[method];
        if (Math.abs(tempo.bpm / bpm - 1) <= 0.02) exact++;
        if (["agrees", "half", "double"].includes(tempoOctave(tempo.bpm, bpm))) octave++;
      }
      assert.deepEqual(
        [exact >= 19, octave >= 23],
        [true, true],
        `${exact} exact, ${octave} octave`,
      );
    },
  );

  Deno.test(`tempoOf() finds clicks at 60 to 174 BPM within 0.1 (${method})`, () => {
    for (const bpm of [80, 100, 120, 140, 174]) {
      const tempo = valueOf(clicks(bpm, { seconds: 20 }), method);
      assert.ok(Math.abs(tempo.bpm - bpm) < 0.1, `${bpm}: ${tempo.bpm}, raw ${tempo.raw}`);
    }
  });
}

Deno.test("tempoOf() gives confidence for multifeature and none for degara", () => {
  const samples = clicks(120, { seconds: 15 });
  const { confidence } = valueOf(samples, "multifeature");
  assert.ok("value" in confidence && confidence.value > 3 && confidence.value <= 5.33);
  assert.deepEqual(valueOf(samples, "degara").confidence, { absent: "not-given" });
});

Deno.test("ratedBeatsOf() finds degara's beats, and noise less agreement than clicks", () => {
  const [steady, none] = [clicks(120, { seconds: 15 }), noise(44100 * 15, 0.3)];
  for (const samples of [steady, none]) {
    assert.deepEqual(rated(samples).found, beatsBy(samples, "degara"));
  }
  const [sure, unsure] = [steady, none].map((samples) => rated(samples).confidence());
  assert.ok(sure! > 3 && sure! <= 5.33, String(sure));
  assert.ok(unsure! < 1.5, String(unsure));
});

sharedTest(
  "ratedBeatsOf() is as confident as multifeature, within 1, on the 24 pieces",
  async () => {
    for (const { file, tempi, ofThree } of await piecesHeard()) {
      const { confidence } = tempi.multifeature;
      assert.ok("value" in confidence);
      const ofFive = confidence.value;
      assert.ok(
        Math.abs(ofThree - ofFive) < 1,
        `${file}: ${ofThree} of three trackers, ${ofFive} of five`,
      );
    }
  },
);

sharedTest(
  "tempoDoubt() marks the 24 pieces an octave off more than those that are right",
  async () => {
    const doubts = { right: [] as number[], octave: [] as number[] };
    for (const { bpm, tempi, onsetRate } of await piecesHeard()) {
      const found = tempi.multifeature.bpm;
      const of = (factor: number) => Math.abs(found * factor / bpm - 1) <= 0.02;
      const group = of(1) ? "right" : of(2) || of(0.5) ? "octave" : undefined;
      if (group) doubts[group].push(tempoDoubt(found, onsetRate));
    }
    const marked = (group: keyof typeof doubts) =>
      doubts[group].filter((doubt) => doubt >= 0.4).length;
    assert.deepEqual([doubts.right.length, doubts.octave.length], [19, 4]);
    assert.ok(marked("octave") >= 2 && marked("right") <= 3, JSON.stringify(doubts));
  },
);

Deno.test("tempoOf() auto takes degara where TempoCNN agrees and multifeature where not", () => {
  const samples = clicks(120, { seconds: 15 });
  assert.equal(valueOf(samples, "auto", { tempocnn: 121 }).method, "degara");
  assert.deepEqual(
    valueOf(samples, "auto", { tempocnn: 121 }).confidence,
    { value: rated(samples).confidence() },
  );
  assert.equal(valueOf(samples, "auto", { tempocnn: 150 }).method, "multifeature");
  assert.equal(valueOf(samples, "auto").method, "multifeature");
});

Deno.test("tempoOf() auto takes the beats' fine tempo at TempoCNN's octave, within the trackers' range", () => {
  const samples = clicks(91.3, { seconds: 20 });
  for (const [tempocnn, expected] of [[46, 45.65], [91, 91.3], [183, 182.6]] as const) {
    const { bpm } = valueOf(samples, "auto", { tempocnn });
    assert.ok(Math.abs(bpm - expected) < 0.05, `${bpm} where TempoCNN says ${tempocnn}`);
  }
  const quick = clicks(120, { seconds: 20 });
  assert.ok(Math.abs(valueOf(quick, "auto", { tempocnn: 240 }).bpm - 120) < 0.1);
});

sharedTest(
  "tempoOf() auto leaves 2/3 of the tempo where steady beats are found at TempoCNN's",
  async () => {
    const bossa = groundTruth().find(({ file }) => file.includes("nylon-bossa_B_maj_167"))!;
    const samples = await pieceOf(bossa.file);
    assert.ok(Math.abs(valueOf(samples, "multifeature").bpm - 111.3) < 0.5);
    const { bpm, method, confidence } = valueOf(samples, "auto", { tempocnn: 167 });
    assert.equal(method, "guided");
    assert.ok(Math.abs(bpm - 167) < 0.2, String(bpm));
    assert.deepEqual(confidence, { absent: "not-given" });
  },
);

Deno.test("tempoOf() auto follows TempoCNN only to a tempo at which something beats", () => {
  const samples = clicks(120, { seconds: 12 });
  for (let tempocnn = 31; tempocnn <= 284; tempocnn += 49) {
    const { bpm, method } = valueOf(samples, "auto", { tempocnn });
    const expected = method === "guided" ? tempocnn : 120;
    assert.ok(Math.abs(bpm / expected - 1) < 0.04, `${bpm} where TempoCNN says ${tempocnn}`);
  }
  assert.equal(valueOf(samples, "auto", { tempocnn: 180 }).method, "multifeature");
  assert.equal(valueOf(samples, "auto", { tempocnn: 95 }).method, "multifeature");
});

sharedTest(
  "tempoOf() auto leaves 4/3 of the tempo where beats lie within an eighth of a period at TempoCNN's",
  async () => {
    for (
      const [file, tempocnn] of [
        ["samples/freecol/tailwind.ogg", 90],
        ["samples/redeclipse/track-01.mp3", 104],
      ] as const
    ) {
      const { signal } = await decode(sharedPath(file));
      const { bpm, method } = valueOf(x44kOf(signal), "auto", { tempocnn });
      assert.equal(method, "guided");
      assert.ok(Math.abs(bpm / tempocnn - 1) < 0.01, `${file}: ${bpm}`);
    }
  },
);

Deno.test("tempoOf() is absent with a reason where a tempo would be a lie", () => {
  for (const method of METHODS) {
    const of = (samples: Float32Array) => tempoOf(samples, { method });
    assert.deepEqual(of(new Float32Array(441000)), { absent: "silent" });
    assert.deepEqual(of(new Float32Array(441000).fill(0.5)), { absent: "silent" });
    assert.deepEqual(of(clicks(120, { seconds: 4 })), { absent: "too-short" });
    assert.deepEqual(of(new Float32Array(1)), { absent: "too-short" });
    assert.deepEqual(of(new Float32Array(0)), { absent: "too-short" });
  }
});

Deno.test("tempoOf() bears NaN, infinity, huge samples, 20 dB more or less, and silence in between", () => {
  const samples = clicks(120, { seconds: 15 });
  const broken = samples.slice();
  broken.set([NaN, Infinity, -Infinity, 1e30], 100000);
  const gap = samples.slice().fill(0, 44100 * 6, 44100 * 8);
  for (const each of [broken, gap, samples.map((x) => x * 10), samples.map((x) => x / 10)]) {
    const { bpm } = valueOf(each, "multifeature");
    assert.ok(Math.abs(bpm - 120) < 1.2, String(bpm));
  }
});

Deno.test("tempoOf() gives the same on every run", () => {
  const samples = noise(44100 * 10, 0.2);
  samples.fill(0, 0, 44100 * 2);
  assert.deepEqual(
    tempoOf(samples, { method: "multifeature" }),
    tempoOf(samples, { method: "multifeature" }),
  );
});

Deno.test("steadyTempo() takes the slope of quantised beats, over missing ones", () => {
  const hop = 512 / 44100;
  const beats = Array.from({ length: 60 }, (_, i) => Math.round(i * 60 / 174 / hop) * hop);
  assert.ok(Math.abs(steadyTempo(beats)! - 174) < 0.05);
  assert.ok(Math.abs(steadyTempo(beats.filter((_, i) => i % 9 !== 4))! - 174) < 0.05);
});

Deno.test("steadyTempo() has no answer for few or wandering beats", () => {
  assert.equal(steadyTempo([]), undefined);
  assert.equal(steadyTempo([0, 0.5, 1]), undefined);
  assert.equal(
    steadyTempo(Array.from({ length: 40 }, (_, i) => i * 0.5 + i * i * 0.002)),
    undefined,
  );
});
