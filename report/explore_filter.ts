import type { ActivationSet, KeyProfile, PitchClass, Scale, VoiceSide } from "../domain/mod.ts";

/** What a mark stands for, to be turned into the address of a page that shows those tracks. */
export type ExploreFilter =
  | {
    readonly kind: "range";
    /** Catalogue id of a numeric descriptor. */
    readonly descriptor: string;
    /** Included where there is a `to`, as in a bin; open where left out. */
    readonly from?: number;
    /** Left out, but for the last bin of the descriptor's range; open where left out. */
    readonly to?: number;
  }
  /** Tracks that lack all of some values. */
  | { readonly kind: "missing"; readonly descriptors: readonly string[] }
  | {
    readonly kind: "key";
    readonly profile: KeyProfile;
    readonly tonic?: PitchClass;
    readonly scale?: Scale;
  }
  | {
    readonly kind: "plane";
    /** Range of each of two numeric descriptors, by catalogue id. */
    readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  }
  | { readonly kind: "voice"; readonly side: VoiceSide }
  | {
    readonly kind: "class";
    readonly set: ActivationSet;
    /** A class, or a parent of styles. */
    readonly name: string;
    /** Least activation; where it is left out, tracks whose largest activation this is. */
    readonly over?: number;
  }
  | { readonly kind: "category"; readonly descriptor: string; readonly name: string }
  | { readonly kind: "codec"; readonly codec: string }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "track"; readonly id: string };

/** The address of the tracks behind a mark; `undefined` where there is none, as in a file. */
export type ExploreHref = (filter: ExploreFilter) => string | undefined;
