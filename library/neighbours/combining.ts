import type { Collection } from "../../collection/mod.ts";
import {
  type AnalysedSpace,
  combinedSpace,
  ExpectedError,
  inSlices,
  isAnalysed,
  partsOf,
  type Space,
  type TrackId,
} from "../../domain/mod.ts";
import type { CombiningAnswer } from "../../similar/mod.ts";
import {
  bestWeights,
  combinedFigures,
  CombinedStudy,
  type Groups,
  groupsOf,
  type LabelCodes,
  labelCodes,
  type Labels,
  type StudiedLabel,
} from "../../similarity/mod.ts";
import { knowledgeOf } from "./knowledge.ts";
import type { Spaces } from "./spaces.ts";

/** Which combination is asked about, and by what it is judged. */
export interface CombiningRequest {
  /** A combination, kept or not; `best`: the best weights of all spaces are looked for. */
  readonly space: Space | "best";
  /** One of {@linkcode Combining.labels}: the best weights are those of its highest precision. */
  readonly label: string;
  /** Length of a list. */
  readonly k: number;
  readonly seed: number;
  /** Whether neighbours of the query's artist (its album, by artist) are left out. */
  readonly others: boolean;
  /** Ends it; it then rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

interface Studied {
  readonly key: string;
  readonly study: CombinedStudy;
  readonly codes: Map<string, LabelCodes>;
  /** Groups of rows of which one finds no other member, by kind. */
  readonly groups: Map<string, Groups>;
}

/** Judges combinations of spaces by labels, for whoever moves the weights. */
export class Combining {
  readonly #collection: Collection;
  readonly #spaces: Spaces;
  #studied: Studied | undefined;
  #known: { readonly version: number; readonly labels: readonly Labels[] } | undefined;

  constructor({ collection, spaces }: {
    readonly collection: Collection;
    readonly spaces: Spaces;
  }) {
    this.#collection = collection;
    this.#spaces = spaces;
  }

  /** The spaces that can be combined. */
  get parts(): readonly AnalysedSpace[] {
    return this.#spaces.present.filter(isAnalysed);
  }

  /** Names of what neighbours can be marked by. */
  get labels(): readonly string[] {
    return this.#labels.map(({ name }) => name);
  }

  /**
   * Precision of a combination beside that of its parts alone, for the same queries among the same
   * tracks, by every kind of label. Weights that are looked for are chosen by one half of the queries and
   * judged by the other.
   *
   * Throws an ExpectedError where a space, a label or a track is wanting.
   */
  async evaluate(
    { space, label, k, seed, others, signal }: CombiningRequest,
  ): Promise<CombiningAnswer> {
    const parts = space === "best" ? this.parts : partsOf(space).map((part) => part.space);
    const studied = await this.#study(parts, seed);
    const { study } = studied;
    const labels = [label, ...this.labels.filter((name) => name !== label)].map((name) =>
      this.#studiedLabel(name, { studied, others })
    );
    const half = space === "best" ? study.queries.length >> 1 : 0;
    const weights = space === "best"
      ? await inSlices(
        bestWeights(study, {
          parts: parts.length,
          labels: labels.slice(0, 1),
          k,
          queries: study.queries.subarray(0, half),
        }),
        signal,
      )
      : partsOf(space).map((part, i) => {
        const { deviation } = study.parts[i]!;
        return part.weight * deviation /
          (this.#spaces.keptDeviation(space, part.space) ?? deviation);
      });
    const alone = parts.map((_, i) => parts.map((_, j) => Number(i === j)));
    const figures = await inSlices(
      combinedFigures(study, {
        weightings: [...alone, weights],
        labels,
        k,
        seed,
        queries: study.queries.subarray(half),
      }),
      signal,
    );
    const found = space === "best" ? spaceOf(parts, weights) : space;
    return {
      space: found,
      spaces: [...parts, found],
      figures: figures.filter(({ precision }) => precision[0]!.count > 0),
      k,
      seed,
      others,
      tracks: study.rows.count,
      queries: study.queries.length - half,
      chosen_by: half,
      kept: this.#spaces.present.includes(found),
    };
  }

  get #labels(): readonly Labels[] {
    const { columns, version } = this.#collection.snapshot;
    if (this.#known?.version === version) return this.#known.labels;
    const { labels, classes = [] } = knowledgeOf(columns);
    const borne = [...labels, ...classes].filter(({ of }) =>
      columns.ids.some((id) => of(id).length > 0)
    );
    this.#known = { version, labels: borne };
    return borne;
  }

  async #study(spaces: readonly AnalysedSpace[], seed: number): Promise<Studied> {
    if (spaces.length === 0) throw new ExpectedError("Cannot combine: there are no spaces yet");
    const parts = [];
    for (const space of spaces) {
      const deviation = await this.#spaces.deviationOf(space);
      parts.push({ table: (await this.#spaces.get(space))!.table, deviation });
    }
    const versions = parts.map(({ table }) => table.version);
    const key = [this.#collection.version, ...spaces, ...versions, seed].join(" ");
    if (this.#studied?.key === key) return this.#studied;
    const study = new CombinedStudy(parts, { seed });
    if (study.rows.count < 2) {
      throw new ExpectedError(
        `Cannot combine ${spaces.join(", ")}: fewer than two tracks have a vector in all of them`,
      );
    }
    this.#studied = { key, study, codes: new Map(), groups: new Map() };
    return this.#studied;
  }

  #studiedLabel(
    name: string,
    { studied: { study: { rows }, codes, groups }, others }: {
      readonly studied: Studied;
      readonly others: boolean;
    },
  ): StudiedLabel {
    const labels = this.#labels.find((one) => one.name === name);
    if (!labels) {
      throw new ExpectedError(
        `Cannot judge by ${name}: tracks have ${this.labels.join(", ") || "no labels"}`,
      );
    }
    if (!codes.has(name)) codes.set(name, labelCodes(rows, labels));
    const { apart } = labels;
    if (others && apart && !groups.has(apart)) {
      const { artistsOf, albumOf } = knowledgeOf(this.#collection.columns);
      const namesOf = apart === "album" ? (id: TrackId) => [albumOf(id)] : artistsOf;
      groups.set(apart, groupsOf(rows.ids.map(namesOf)));
    }
    const named = others ? groups.get(apart ?? "") : undefined;
    const isKnown = named?.some((own) => own.length > 0) ?? false;
    return { name, codes: codes.get(name)!, apart: isKnown ? named : undefined };
  }
}

function spaceOf(parts: readonly AnalysedSpace[], weights: readonly number[]): Space {
  return combinedSpace(new Map(parts.map((part, i) => [part, weights[i]!]))) ??
    parts[weights.findIndex((weight) => weight > 0)]!;
}
