/**
 * How often the tempo is right on made pieces of known tempo, by each way to it, with 95 % intervals
 * (Wilson 1927), and by style.
 *
 *     deno run -A tools/render_rhythms.ts --out data/rhythms --each 6
 *     deno run -A tests/analysis/tempo_accuracy.ts data/rhythms
 */
import { decode } from "../../analysis/decode/mod.ts";
import { tempoDoubt, tempoOf, Texture } from "../../analysis/descriptors/mod.ts";
import { openModels } from "../../analysis/models/mod.ts";
import { monoOf, resample, tempocnnMel } from "../../analysis/signal/mod.ts";
import { testFolders } from "./models/_shared.ts";

const WAYS = ["multifeature", "degara", "TempoCNN", "auto"] as const;
type Way = (typeof WAYS)[number];

interface Row {
  readonly style: string;
  readonly bpm: number;
  readonly found: Readonly<Record<Way, number>>;
  readonly ambiguity: number;
  /** Of multifeature's tempo. */
  readonly doubt: number;
}

const models = await openModels({ folders: testFolders() });

async function rowOf(folder: string, line: string): Promise<Row> {
  const [file, bpm, style] = line.split("\t") as [string, string, string];
  const { signal } = await decode(`${folder}/${file}`);
  const x44k = resample(monoOf(signal), { from: signal.sampleRate, to: 44100 });
  const x16k = resample(x44k, { from: 44100, to: 16000 });
  const heard = await models.tempocnn(tempocnnMel(resample(x16k, { from: 16000, to: 11025 })));
  const tempocnn = "value" in heard ? heard.value.bpm : NaN;
  const texture = new Texture(x44k);
  const tempo = (options: Parameters<typeof tempoOf>[1]) => {
    const measured = tempoOf(x44k, { ...options, texture });
    return "value" in measured ? measured.value.bpm : NaN;
  };
  const found = {
    multifeature: tempo({ method: "multifeature" }),
    degara: tempo({ method: "degara" }),
    TempoCNN: tempocnn,
    auto: tempo({ method: "auto", ...(tempocnn && { tempocnn }) }),
  };
  return {
    style,
    bpm: Number(bpm),
    found,
    ambiguity: "value" in heard ? heard.value.ambiguity : NaN,
    doubt: tempoDoubt(found.multifeature, texture.onsetRate),
  };
}

function isWithin({ bpm, found }: Row, way: Way, factors: readonly number[]): boolean {
  return factors.some((factor) => Math.abs(found[way] / (bpm * factor) - 1) <= 0.02);
}

/** Wilson's interval of a share, in per cent. */
function shareText(count: number, of: number): string {
  const z = 1.96, share = count / of, spread = z * z / of;
  const middle = share + spread / 2;
  const half = z * Math.sqrt(share * (1 - share) / of + spread / (4 * of));
  const [low, high] = [middle - half, middle + half].map((x) => 100 * x / (1 + spread));
  return `${count} of ${of} = ${(100 * share).toFixed(0)} % (${low!.toFixed(0)}..${
    high!.toFixed(0)
  })`;
}

const rows: Row[] = [];
for (const folder of Deno.args) {
  const lines = (await Deno.readTextFile(`${folder}/truth.tsv`)).trim().split("\n").slice(1);
  for (const line of lines) rows.push(await rowOf(folder, line));
}
console.log("within 2 %, and within 2 % up to the octave");
for (const way of WAYS) {
  const [exact, octave] = [[1], [0.5, 1, 2]].map((factors) =>
    shareText(rows.filter((row) => isWithin(row, way, factors)).length, rows.length)
  );
  console.log(`  ${way.padEnd(22)} ${exact}; ${octave}`);
}
for (const [name, right] of [["right", true], ["wrong", false]] as const) {
  const some = rows.filter((row) => isWithin(row, "auto", [1]) === right);
  const marked = some.filter(({ ambiguity }) => ambiguity >= 0.2).length;
  console.log(`  auto ${name}: ambiguity 0.2 or more on ${marked} of ${some.length}`);
  const alone = rows.filter((row) => isWithin(row, "multifeature", [1]) === right);
  const doubted = alone.filter(({ doubt }) => doubt >= 0.4).length;
  console.log(`  multifeature ${name}: doubt 0.4 or more on ${doubted} of ${alone.length}`);
}
for (const style of new Set(rows.map((row) => row.style))) {
  const some = rows.filter((row) => row.style === style);
  const count = (way: Way) => some.filter((row) => isWithin(row, way, [1])).length;
  console.log(
    `  ${style.padEnd(18)} auto ${count("auto")} of ${some.length}, TempoCNN ${
      count("TempoCNN")
    }, ` +
      `multifeature ${count("multifeature")}`,
  );
}
