import type { Diversity } from "../diversity.ts";
import type { FilesSummary } from "../files.ts";
import type { Summary } from "../summary.ts";
import { MUSAV } from "../yardstick.ts";
import { listText, sentences, verb } from "./words.ts";
import { countText, numberText, percentText, plural } from "../../domain/mod.ts";

/** How much there is, in which formats, and what went wrong. */
export function fileFindings({ tracks, files, distributions }: Summary): string[] {
  const { codecs, duplicates, damaged, tagged } = files;
  const known = codecs.filter(({ name }) => name !== "unknown");
  const failed = failedFiles(files);
  return sentences(
    tracks > 0 &&
      `${plural(tracks, "track")}, ${durationText(files.hours)} in all${
        distributions.duration!.missing > 0 ? " (as far as durations are known)" : ""
      }${
        known.length > 0
          ? `: ${listText(known.map(({ name, tracks }) => `${countText(tracks)} ${name}`))}`
          : ""
      }.`,
    tracks > 0 && tagText(tagged, tracks),
    duplicates.files > 0 &&
      `${plural(duplicates.files, "file")} ${
        verb(duplicates.files, "has", "have")
      } the same content as another.`,
    damaged.length > 0 &&
      `${plural(damaged.length, "file")} ${verb(damaged.length, "seems", "seem")} damaged and ${
        verb(damaged.length, "was", "were")
      } analysed as far as decoding got.`,
    failed > 0 &&
      `${plural(failed, "file")} could not be analysed, for ${
        plural(files.failed.length, "reason")
      } listed below.`,
    tracks > 0 && failed === 0 && "No file failed.",
  );
}

/** Files that could not be analysed. */
export function failedFiles({ failed }: FilesSummary): number {
  return failed.reduce((sum, { files }) => sum + files, 0);
}

/** `2.5 hours`, `14 minutes`, `30 seconds`. */
export function durationText(hours: number): string {
  if (hours >= 2) return `${numberText(hours, hours < 100 ? 1 : 0)} hours`;
  const minutes = hours * 60;
  if (minutes >= 2) return `${numberText(minutes, 0)} minutes`;
  return plural(Math.round(minutes * 60), "second");
}

function tagText(tagged: FilesSummary["tagged"], tracks: number): string {
  const none = tagged.every(({ tracks }) => tracks === 0);
  if (none) return "No file carries tags.";
  return `Tags: ${
    listText(tagged.map(({ name, tracks: n }) => `${name} on ${percentText(n, tracks, 0)}`))
  }.`;
}

/** How diverse, beside MusAV. */
export function diversityFindings({ diversity, tracks }: Summary): string[] {
  const { styles, keys, tempo, emotion } = diversity;
  if (tracks < 2) return ["Diversity takes more than one track."];
  return sentences(
    styles.n > 0 && effectiveText("styles", styles, MUSAV.styles.hill1),
    keys.n > 0 && effectiveText("keys", keys, MUSAV.keys.hill1),
    tempo.n > 0 && effectiveText("tempo bands of 10 BPM", tempo, MUSAV.tempo.hill1),
    emotion.n > 0 &&
      `The tracks touch ${countText(emotion.seen)} of the ${emotion.possible} unit cells of the ` +
        `emotion plane (MusAV: ${MUSAV.emotion.seen}).`,
    "Such numbers grow with the number of tracks; MusAV has 2,100, chosen for variety.",
  );
}

function effectiveText(noun: string, { hill1, seen }: Diversity, musav: number): string {
  return `The ${noun} are as varied as ${
    numberText(hill1 ?? NaN)
  } equally frequent ones would be ` +
    `(${countText(seen)} occur; MusAV: ${numberText(musav)}).`;
}
