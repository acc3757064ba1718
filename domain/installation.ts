/** A model that could not be had, and why. */
export interface FailedModel {
  readonly id: string;
  readonly reason: string;
}

/** What came of asking for models so far. */
export interface InstalledSoFar {
  /** Ids of the models that were fetched. */
  readonly installed: readonly string[];
  readonly failed: readonly FailedModel[];
}

/** How far the fetching of models and the analysis after it are. */
export type Installation =
  | { readonly state: "idle" }
  | (InstalledSoFar & {
    readonly state: "fetching";
    /** Id of the model that is being fetched. */
    readonly model: string;
    /** Bytes of it that are here. */
    readonly received: number;
    /** Bytes that it has, about. */
    readonly size: number;
  })
  | (InstalledSoFar & { readonly state: "analysing" })
  | (InstalledSoFar & {
    readonly state: "ended";
    /** Whether it was asked to stop before its end. */
    readonly stopped: boolean;
    /** What the analysis did, in a sentence; absent where none ran. */
    readonly analysed?: string;
    /** Why it could not go on, in a sentence. */
    readonly fault?: string;
  });

/** Whether something is being fetched or analysed. */
export function isUnderWay({ state }: Installation): boolean {
  return state === "fetching" || state === "analysing";
}
