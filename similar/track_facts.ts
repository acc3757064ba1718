import type {
  Absence,
  ActivationSet,
  EmotionWay,
  Instant,
  NamedShare,
  Place,
  Split,
  StageRecord,
} from "../domain/mod.ts";
import type { SimilarAnswer, TrackCard } from "./answer.ts";

/** What a label set says of a track. */
export interface TrackLabels {
  readonly id: string;
  readonly name: string;
  /** Strongest first; `share` is the strength, where the set has any. */
  readonly classes: readonly { readonly name: string; readonly share?: number | undefined }[];
  readonly fields: readonly {
    readonly id: string;
    readonly unit: string;
    readonly value: number;
  }[];
  readonly split?: Split | undefined;
  /** Why it is known to be bad. */
  readonly bad?: string | undefined;
  /** Who labelled it by hand, and when. */
  readonly by?: string | undefined;
  readonly at?: Instant | undefined;
}

/** A playlist that holds a track, at this place from 1. */
export interface HoldingPlaylist {
  readonly id: string;
  readonly name: string;
  readonly place: number;
}

/** A descriptor's value as it is sent; see `Finding` of the domain. */
export interface SentFinding {
  /** Of the catalogue. */
  readonly id: string;
  readonly value?: number | string;
  readonly absent?: Absence;
  readonly place?: Place;
  readonly stage?: StageRecord;
}

/** What is told of one track where it is looked at beside others; plain JSON. */
export interface TrackFacts {
  readonly card: TrackCard;
  readonly findings: readonly SentFinding[];
  /** The strongest classes, strongest first; left out where the network has not heard the track. */
  readonly classes: Readonly<Partial<Record<ActivationSet, readonly NamedShare[]>>>;
  readonly neighbours?: SimilarAnswer;
  /** Its way through the plane of emotion; left out where none was heard. */
  readonly way?: EmotionWay;
  readonly playlists: readonly HoldingPlaylist[];
  readonly labels: readonly TrackLabels[];
}
