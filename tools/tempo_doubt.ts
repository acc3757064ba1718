/**
 * Fits what `analysis/descriptors/tempo_doubt.ts` prefers, on made pieces of known tempo, and prints how
 * many wrong and right octaves the doubt marks, each style judged by a fit without it.
 *
 *     deno run -A tools/render_rhythms.ts --out data/rhythms --each 3 --seed 11 --soundfonts \
 *       /usr/share/sounds/sf2/TimGM6mb.sf2,/usr/share/sounds/sf2/FluidR3_GM.sf2,\
 *       /usr/share/sounds/sf3/MuseScore_General_Lite.sf3
 *     deno run -A tools/tempo_doubt.ts data/rhythms
 *
 * A conditional logistic regression on half, the whole and double of multifeature's tempo, with a ridge of
 * 0.01 on its three weights, from which the centres and spreads of two normal laws follow.
 */
import { decode } from "../analysis/decode/mod.ts";
import { octavesOf, onOctaves, tempoOf, Texture } from "../analysis/descriptors/mod.ts";
import { monoOf, resample } from "../analysis/signal/mod.ts";

/** BPM from which octaves are counted: choices among octaves tell one sum of both centres, which this parts. */
const CENTRE = 110;
const RIDGE = 0.01;
const STEP = 0.3;
const STEPS = 3000;
/** The doubt from which docs/analysis.md counts a track as marked. */
const MARKED = 0.4;

type Weights = readonly [linear: number, tempo: number, onsets: number];

interface Piece {
  readonly style: string;
  /** What is known of each octave of the tempo that was found: that tempo itself first. */
  readonly octaves: readonly Weights[];
  /** Which of them is right. */
  readonly right: number;
}

async function pieceOf(folder: string, line: string): Promise<Piece | undefined> {
  const [file, written, style] = line.split("\t") as [string, string, string];
  const { signal } = await decode(`${folder}/${file}`);
  const x44k = resample(monoOf(signal), { from: signal.sampleRate, to: 44100 });
  const texture = new Texture(x44k);
  const tempo = tempoOf(x44k, { method: "multifeature", texture });
  if (!("value" in tempo)) return undefined;
  const bpms = octavesOf(tempo.value.bpm);
  const right = bpms.findIndex((bpm) => Math.abs(bpm / Number(written) - 1) <= 0.02);
  const octaves = bpms.map((bpm): Weights => {
    const { tempo, onsets } = onOctaves(bpm, texture.onsetRate);
    const from = tempo - Math.log2(CENTRE);
    return [from - onsets, from ** 2, onsets ** 2];
  });
  return right < 0 ? undefined : { style, octaves, right };
}

function sharesOf({ octaves }: Piece, weights: Weights): readonly number[] {
  const scores = octaves.map((known) =>
    Math.exp(known.reduce((sum, value, i) => sum + value * weights[i]!, 0))
  );
  const all = scores.reduce((sum, score) => sum + score, 0);
  return scores.map((score) => score / all);
}

function fitted(pieces: readonly Piece[]): Weights {
  let weights: Weights = [0, 0, 0];
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((weight) => RIDGE * weight);
    for (const piece of pieces) {
      sharesOf(piece, weights).forEach((share, k) => {
        const error = (share - (k === piece.right ? 1 : 0)) / pieces.length;
        piece.octaves[k]!.forEach((value, i) => slope[i]! += error * value);
      });
    }
    weights = weights.map((weight, i) => weight - STEP * slope[i]!) as unknown as Weights;
  }
  return weights;
}

const pieces: Piece[] = [];
for (const folder of Deno.args) {
  const lines = (await Deno.readTextFile(`${folder}/truth.tsv`)).trim().split("\n").slice(1);
  for (const line of lines) {
    const piece = await pieceOf(folder, line);
    if (piece) pieces.push(piece);
  }
}
const [linear, tempo, onsets] = fitted(pieces);
console.log(`${pieces.length} pieces, tempo right up to the octave`);
console.log(
  `  tempo about ${(CENTRE * 2 ** (-linear / (2 * tempo))).toFixed(1)} BPM, spread ${
    Math.sqrt(-1 / (2 * tempo)).toFixed(3)
  } octaves`,
);
console.log(
  `  onsets about ${(2 ** (linear / (2 * onsets))).toFixed(2)} a beat, spread ${
    Math.sqrt(-1 / (2 * onsets)).toFixed(3)
  } octaves`,
);
const marked = { right: [0, 0], wrong: [0, 0] };
for (const style of new Set(pieces.map((piece) => piece.style))) {
  const weights = fitted(pieces.filter((piece) => piece.style !== style));
  for (const piece of pieces.filter((each) => each.style === style)) {
    const count = marked[piece.right === 0 ? "right" : "wrong"];
    count[1]!++;
    if (1 - sharesOf(piece, weights)[0]! >= MARKED) count[0]!++;
  }
}
for (const [name, [some, all]] of Object.entries(marked)) {
  console.log(
    `  ${name}: doubt ${MARKED} or more on ${some} of ${all}, styles that it has not seen`,
  );
}
