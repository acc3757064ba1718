import { capital, type Installation, plural } from "../../domain/mod.ts";
import type { Offered } from "../../wire/mod.ts";

type OfferedModel = Offered["models"][number];

/** `18.0 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Bytes of some models together, about. */
export function bytesOf(models: readonly OfferedModel[]): number {
  return models.reduce((sum, { size }) => sum + size, 0);
}

/** What some models add, with a capital letter. */
export function thingsAdded(models: readonly OfferedModel[]): string {
  return capital([...new Set(models.map(({ adds }) => adds))].join("; "));
}

/** The licences of some models, each once. */
export function licencesOf(models: readonly OfferedModel[]): readonly OfferedModel["licence"][] {
  return [...new Map(models.map(({ licence }) => [licence.name, licence])).values()];
}

/** How an installation ended, in a sentence or two. */
export function endText(
  { stopped, installed, failed, analysed, fault }: Extract<Installation, { state: "ended" }>,
): string {
  const sentences = [
    stopped && "Stopped; what is done is kept.",
    installed.length > 0 && `${plural(installed.length, "model")} installed.`,
    analysed && !stopped && `${analysed}.`,
    failed.length > 0 &&
    `${plural(failed.length, "model")} could not be had; all else works without.`,
    fault !== undefined && "It could not go on.",
  ];
  return sentences.filter((text) => typeof text === "string").join(" ");
}
