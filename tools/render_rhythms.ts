/**
 * Renders made pieces of known tempo over the styles of `tools/rhythms/styles.ts`, by FluidSynth (2.3 or so)
 * with free soundfonts, such as Debian's `fluid-soundfont-gm` and `timgm6mb-soundfont`. The renders are not
 * part of this repository; the same seed gives the same notes.
 *
 *     deno run -A tools/render_rhythms.ts --out data/rhythms --each 12 --seed 1 \
 *       --soundfonts /usr/share/sounds/sf2/FluidR3_GM.sf2,/usr/share/sounds/sf2/TimGM6mb.sf2
 *
 * Writes FLAC files and `truth.tsv` (file, bpm, style).
 */
import { parseArgs } from "node:util";
import { midiFile } from "./rhythms/midi.ts";
import { composed, randomFrom } from "./rhythms/piece.ts";
import { STYLES } from "./rhythms/styles.ts";

/** Seconds of a piece. */
const LENGTH = 35;

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "data/rhythms" },
    each: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
    soundfonts: { type: "string", default: "/usr/share/sounds/sf2/FluidR3_GM.sf2" },
  },
});
const soundfonts = values.soundfonts.split(",");
await Deno.mkdir(values.out, { recursive: true });
const rows: string[] = ["file\tbpm\tstyle"];
for (const [s, style] of STYLES.entries()) {
  for (let i = 0; i < Number(values.each); i++) {
    const random = randomFrom(Number(values.seed) * 1_000_003 + s * 1009 + i);
    const { bpm, notes, programs } = composed(style, { seconds: LENGTH, random });
    const name = `${style.name}_${String(i).padStart(2, "0")}_${bpm}.flac`;
    const midi = await Deno.makeTempFile({ suffix: ".mid" });
    await Deno.writeFile(midi, midiFile(notes, programs));
    await rendered(midi, {
      soundfont: soundfonts[i % soundfonts.length]!,
      to: `${values.out}/${name}`,
    });
    await Deno.remove(midi);
    rows.push(`${name}\t${bpm}\t${style.name}`);
  }
}
await Deno.writeTextFile(`${values.out}/truth.tsv`, rows.join("\n") + "\n");

async function rendered(midi: string, { soundfont, to }: { soundfont: string; to: string }) {
  const args = ["-ni", "-q", "-g", "0.6", "-r", "44100", "-T", "flac", "-F", to, soundfont, midi];
  const { success, stderr } = await new Deno.Command("fluidsynth", { args }).output();
  if (!success) {
    throw new Error(`Cannot render ${to}: ${new TextDecoder().decode(stderr).trim()}`);
  }
}
