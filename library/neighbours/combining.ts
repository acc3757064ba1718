import type { Collection } from "../../collection/mod.ts";
import {
  type AnalysedSpace,
  combinedSpace,
  type CombinedSpace,
  ExpectedError,
  isAnalysed,
} from "../../domain/mod.ts";
import {
  bestWeights,
  type CombinedFigure,
  combinedFigures,
  CombinedStudy,
  groupsOf,
  labelCodes,
  type Labels,
  type StudiedLabel,
} from "../../similarity/mod.ts";
import { knowledgeOf } from "./knowledge.ts";
import type { Spaces } from "./spaces.ts";

/** Which combination is asked about, and by what it is judged. */
export interface CombiningRequest {
  /** Weights of spaces; those of 0 are not looked at. `best`: the best of all spaces is looked for. */
  readonly weights: ReadonlyMap<AnalysedSpace, number> | "best";
  /** Kinds of label, of {@linkcode Combining.labels}. */
  readonly labels: readonly string[];
  /** Length of a list. */
  readonly k: number;
  readonly seed: number;
  /** Whether neighbours of the query's artist (its album, for the label artist) are left out. */
  readonly others: boolean;
}

/** What a combination is worth beside its parts. */
export interface CombiningAnswer {
  /** Null where only one space has a weight. */
  readonly combination: CombinedSpace | null;
  readonly weights: Readonly<Partial<Record<AnalysedSpace, number>>>;
  /** The spaces of the figures' precisions, in their order; that of all weights comes last. */
  readonly spaces: readonly AnalysedSpace[];
  readonly figures: readonly CombinedFigure[];
  readonly k: number;
  /** Tracks with a vector in every space, and those that were queries. */
  readonly tracks: number;
  readonly queries: number;
  /** Further queries that the weights were chosen by, where they were looked for. */
  readonly chosen_by: number;
}

interface Studied {
  readonly key: string;
  readonly study: CombinedStudy;
  readonly codes: Map<string, StudiedLabel>;
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
   * tracks. Weights that are looked for are chosen by one half of the queries and judged by the other.
   *
   * Throws an ExpectedError where a space, a label or a track is wanting.
   */
  async evaluate({ weights, labels, k, seed, others }: CombiningRequest): Promise<CombiningAnswer> {
    const spaces = weights === "best"
      ? this.parts
      : this.parts.filter((space) => (weights.get(space) ?? 0) > 0);
    const { study, codes } = await this.#study(spaces, seed);
    const asked = labels.map((name) => this.#studiedLabel(name, { study, codes, others }));
    const half = study.queries.length >> 1;
    const given = weights === "best"
      ? await inTurns(bestWeights(study, {
        parts: spaces.length,
        labels: asked,
        k,
        queries: study.queries.subarray(0, half),
      }))
      : spaces.map((space) => weights.get(space)!);
    const queries = study.queries.subarray(weights === "best" ? half : 0);
    const alone = spaces.map((_, i) => spaces.map((_, j) => Number(i === j)));
    const figures = await inTurns(combinedFigures(study, {
      weightings: [...alone, given],
      labels: asked,
      k,
      seed,
      queries,
    }));
    const bySpace = new Map(spaces.map((space, i) => [space, given[i]!]));
    return {
      combination: combinedSpace(bySpace) ?? null,
      weights: Object.fromEntries(bySpace),
      spaces,
      figures,
      k,
      tracks: study.rows.count,
      queries: queries.length,
      chosen_by: weights === "best" ? half : 0,
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
    if (spaces.length === 0) {
      throw new ExpectedError(
        `Cannot combine: give a weight above 0 to one of ${
          this.parts.join(", ") || "the spaces, of which there are none yet"
        }`,
      );
    }
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
    this.#studied = { key, study, codes: new Map() };
    return this.#studied;
  }

  #studiedLabel(
    name: string,
    { study, codes, others }: Omit<Studied, "key"> & { readonly others: boolean },
  ): StudiedLabel {
    const key = `${name}\n${others}`;
    const known = codes.get(key);
    if (known) return known;
    const labels = this.#labels.find((one) => one.name === name);
    if (!labels) {
      throw new ExpectedError(
        `Cannot judge by ${name}: tracks have ${this.labels.join(", ") || "no labels"}`,
      );
    }
    const { artistOf, albumOf } = knowledgeOf(this.#collection.columns);
    const of = labels.apart === "album" ? albumOf : artistOf;
    const studied = {
      name,
      codes: labelCodes(study.rows, labels),
      ...(others && labels.apart && { apart: groupsOf(study.rows.ids.map(of)) }),
    };
    codes.set(key, studied);
    return studied;
  }
}

/** Runs to the end, with a turn for others whenever so many milliseconds have passed. */
async function inTurns<Result>(
  steps: Generator<void, Result>,
  slice = 15,
): Promise<Result> {
  let turn = performance.now();
  for (let step = steps.next();; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() - turn < slice) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turn = performance.now();
  }
}
