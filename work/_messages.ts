/** What one call of a worker is asked, and what comes back. */
export interface Call {
  readonly request: unknown;
  readonly result: unknown;
}

/** The calls that a worker answers, by name. */
export type Calls = Readonly<Record<string, Call>>;

/** How far some work is. */
export interface Progress {
  /** Share that is done, in [0, 1]. */
  readonly fraction: number;
  /** What is being done, in words. */
  readonly step?: string;
  /** What the work measures as it goes, such as a loss. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** To a worker. */
export type ToWorker =
  | {
    readonly kind: "call";
    readonly ticket: number;
    readonly name: string;
    readonly request: unknown;
  }
  | { readonly kind: "stop"; readonly ticket: number };

/** From a worker. */
export type FromWorker =
  | { readonly kind: "progress"; readonly ticket: number; readonly progress: Progress }
  | { readonly kind: "done"; readonly ticket: number; readonly result: unknown }
  | { readonly kind: "failed"; readonly ticket: number; readonly reason: string };
