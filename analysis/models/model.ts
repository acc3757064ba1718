import type { ActivationSet, Space, StageId } from "../../domain/mod.ts";

/** Identifies a model, as its authors name it. */
export type ModelId = string;

/** A licence that a user has to know of before a model is fetched. */
export interface Licence {
  readonly name: string;
  readonly address: string;
  readonly terms: string;
}

/** The mel spectrogram that a network takes; see `analysis/signal/mel.ts`. */
export type MelKind = "musicnn" | "tempocnn" | "vibenet";

/**
 * One byte form of a model. The same weights are published in several: converters name tensors and write
 * headers in their own ways.
 */
export interface ModelForm {
  /** Where it can be fetched, best first; none for what is on board or known from a mirror alone. */
  readonly addresses: readonly string[];
  /** Bytes, where they are known. */
  readonly size?: number;
  /**
   * Where nobody has published it, a file of this form has to prove itself by what it computes: see
   * `proofs.ts`.
   */
  readonly sha256?: string;
}

interface Entry {
  readonly id: ModelId;
  readonly label: string;
  /** Path of the file below a models folder. */
  readonly file: string;
  /** Whether the file is in this repository, below `models/`. */
  readonly bundled: boolean;
  /** Bytes, about: its forms differ. */
  readonly size: number;
  /** The byte forms in which it is there, the one most likely to be had first. */
  readonly forms: readonly ModelForm[];
  readonly licence: Licence;
  /** The stage of the analysis that runs it. */
  readonly stage: StageId;
  /** What it would add, in a few words. */
  readonly adds: string;
}

/** A network that takes patches of a mel spectrogram. */
export interface Network extends Entry {
  readonly kind: "network";
  readonly takes: {
    readonly mel: MelKind;
    /** Frames a patch, and from one patch to the next. An incomplete last patch is dropped. */
    readonly patch: number;
    readonly hop: number;
    /**
     * `track`: the network cuts [frames, bands] into patches itself. `patches`: it takes [n, …].
     * `windows`: it takes [1, bands, frames] of up to `patch` frames and hears them as a whole.
     */
    readonly form: "track" | "patches" | "standardised" | "windows";
    /** Patches a run: more cost memory and gain no time. */
    readonly batch: number;
  };
  readonly input: TensorNames;
  readonly outputs: readonly Output[];
}

/**
 * The names that a tensor goes by: converters name it after TensorFlow's graph or after its role. Where a
 * file has none of them, its only input, or its only output of the right width, is meant.
 */
export type TensorNames = readonly [string, ...string[]];

/** An output tensor of a {@linkcode Network}, one row a patch. */
export interface Output {
  readonly tensor: TensorNames;
  readonly width: number;
  readonly yields: Space | ActivationSet | "tempi" | "vibes";
}

/** A classifier or regression on an embedding, one row a patch. */
export interface Head extends Entry {
  readonly kind: "head";
  readonly space: Space;
  readonly input: TensorNames;
  readonly output: TensorNames;
  /** The model's classes in its own order, which differs from head to head. */
  readonly classes: readonly string[];
  /** Which class is which descriptor of the catalogue. */
  readonly descriptors: Readonly<Record<string, string>>;
  /** The set of activations that its classes are, in our order too. */
  readonly yields?: ActivationSet;
}

/** One model of the registry. */
export type Model = Network | Head;
