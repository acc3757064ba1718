import {
  type Analysis,
  type AnalysisJob,
  createAnalysisPool,
  planStages,
  type Pool,
  type TempoMethod,
} from "../../analysis/mod.ts";
import type { Guest, GuestState, Kept } from "../../similar/mod.ts";
import type { KeyProfile, StageId, TrackId } from "../../domain/mod.ts";
import { DEFAULT_PROFILE } from "../../query/mod.ts";
import {
  GuestError,
  HELD_LIMITS,
  type HeldFile,
  HeldFiles,
  type HeldLimits,
} from "./_held_files.ts";
import { endingOf, ownName } from "../_names.ts";
import type { Sound } from "../sound/playback.ts";
import { fileSubject, type Subject } from "../neighbours/subject.ts";

/** Bytes that a dropped file can have at most. */
export const MOST_GUEST_BYTES = HELD_LIMITS.file;
/** Analyses that are remembered; the oldest go first. */
const REMEMBERED = 30;
/** Milliseconds without a file after which the worker is ended. */
const IDLE = 60_000;

/** A dropped file after its analysis. */
export interface AnalysedGuest {
  readonly name: string;
  readonly file: HeldFile;
  readonly analysis: Analysis;
  /** Folder of the files that are kept. */
  readonly keptIn: string;
}

interface Remembered {
  guest: Guest;
  readonly file: HeldFile;
  analysed?: { readonly analysis: Analysis; readonly subject: Subject };
  keeping?: Promise<Kept>;
  kept?: Kept;
  readonly listeners: Set<() => void>;
}

/** How dropped files are analysed. */
export interface GuestsOptions {
  /** Where files are held, and where they go that are to be kept; nothing is taken without. */
  readonly folders: { readonly held: string; readonly kept: string } | undefined;
  readonly limits?: HeldLimits;
  /** How the collection's tempi were found; asked when a worker starts. */
  readonly tempo?: () => TempoMethod;
  /** The key profile in which lists of the collection name keys; that of queries unless given. */
  readonly profile?: () => KeyProfile;
}

/** Files dropped on the page: analysed as the collection was, one at a time, and held for a while. */
export class Guests {
  readonly #options: GuestsOptions;
  readonly #files: HeldFiles;
  readonly #remembered = new Map<string, Remembered>();
  #pool: Pool<AnalysisJob, Analysis> | undefined;
  #underWay = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(options: GuestsOptions) {
    this.#options = options;
    this.#files = new HeldFiles(options.folders?.held, options.limits);
  }

  /** Deletes dropped files that servers have left which ended without doing so. */
  clearLeftovers(): Promise<void> {
    return this.#files.clearLeftovers();
  }

  /**
   * Takes a file and starts its analysis.
   *
   * @param body Its content. Throws a {@linkcode GuestError} where it is empty or too large.
   */
  async take(body: ReadableStream<Uint8Array>, given: string): Promise<Guest> {
    const id = crypto.randomUUID();
    const name = ownName(given);
    const file = await this.#files.write(body, { id, ending: endingOf(name) });
    const planned = (await planStages()).stages.map(({ stage }) => stage);
    const guest: Guest = { id, name, state: { state: "analysing", stages: [], planned } };
    this.#remember({ guest, file, listeners: new Set() });
    void this.#analyse(file, { id, planned });
    return guest;
  }

  /** The file of that id, where it is remembered. */
  guest(id: string): Guest | undefined {
    return this.#remembered.get(id)?.guest;
  }

  /** What neighbours of a file are looked for by, once its analysis is done. */
  subject(id: string): Subject | undefined {
    return this.#remembered.get(id)?.analysed?.subject;
  }

  /** A file to be played, while it is held and its analysis is done. */
  sound(id: string): Sound | undefined {
    const remembered = this.#remembered.get(id);
    if (!remembered?.analysed || !this.#files.holds(id)) return undefined;
    const { file: { path, ...bytes }, analysed } = remembered;
    const { container, codec } = analysed.analysis.file;
    return { id, path, file: { container, codec, ...bytes } };
  }

  /** The track that a file has become; `undefined` where it was not kept. */
  trackOf(id: string): TrackId | undefined {
    return this.#remembered.get(id)?.kept?.track;
  }

  /** The track that a file has become or is becoming; `undefined` where it is not being kept. */
  async becoming(id: string): Promise<TrackId | undefined> {
    await this.#remembered.get(id)?.keeping?.catch(() => undefined);
    return this.trackOf(id);
  }

  /** Full path of the folder of kept files; `undefined` where files cannot be taken. */
  get keptFolder(): string | undefined {
    return this.#options.folders?.kept;
  }

  /** A file and what was found of it. Throws a {@linkcode GuestError} where either is not there. */
  analysed(id: string): AnalysedGuest {
    const { guest: { name, state }, file, analysed } = this.#remembered.get(id) ?? forgotten();
    if (state.state === "failed") {
      throw new GuestError(`Cannot keep ${name}: it could not be analysed (${state.reason})`);
    }
    if (!analysed) throw new GuestError(`Cannot keep ${name}: it is still being analysed`);
    const keptIn = this.keptFolder;
    if (!this.#files.holds(id) || keptIn === undefined) forgotten();
    return { name, file, analysis: analysed.analysis, keptIn };
  }

  /**
   * Makes a file a track by `place`, once however often it is asked. Throws a {@linkcode GuestError}
   * where the file or its analysis is not there, and what `place` throws.
   */
  async keep(id: string, place: (guest: AnalysedGuest) => Promise<Kept>): Promise<Kept> {
    const remembered = this.#remembered.get(id) ?? forgotten();
    if (remembered.kept) return remembered.kept;
    const keeping = remembered.keeping ??= place(this.analysed(id));
    try {
      remembered.kept = await keeping;
    } finally {
      delete remembered.keeping;
    }
    await this.#files.release(id);
    return remembered.kept;
  }

  /** Calls `listener` whenever the state changes; gives the function that ends this. */
  follow(id: string, listener: () => void): () => void {
    const listeners = this.#remembered.get(id)?.listeners;
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }

  /** Ends the worker and deletes the files. */
  async close(): Promise<void> {
    this.#rest();
    await this.#files.close();
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#pool?.close();
    this.#pool = undefined;
  }

  #remember(remembered: Remembered): void {
    this.#remembered.set(remembered.guest.id, remembered);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size <= REMEMBERED || oldest === undefined) return;
    this.#remembered.delete(oldest);
    void this.#files.release(oldest);
  }

  async #analyse(
    { path, size }: HeldFile,
    { id, planned }: { readonly id: string; readonly planned: readonly StageId[] },
  ): Promise<void> {
    clearTimeout(this.#idle);
    this.#underWay++;
    try {
      const tempo = this.#options.tempo?.() ?? "auto";
      this.#pool ??= createAnalysisPool({ size: 1, tempo });
      const stages: string[] = [];
      const outcome = await this.#pool.run({ path, size, stages: planned }, {
        onStage: (stage) => {
          stages.push(stage);
          this.#change(id, { state: "analysing", stages: [...stages], planned });
        },
      });
      if ("failed" in outcome) {
        const { stage, reason } = outcome.failed;
        await this.#fail(id, `${stage}: ${reason}`);
      } else this.#finish(id, outcome.result);
    } catch (error) {
      await this.#fail(id, error instanceof Error ? error.message : String(error));
    } finally {
      this.#underWay--;
      if (this.#underWay === 0) this.#idle = setTimeout(() => this.#rest(), IDLE);
    }
  }

  #finish(id: string, analysis: Analysis): void {
    const remembered = this.#remembered.get(id);
    if (!remembered) return;
    const { guest: { name }, file } = remembered;
    const profile = this.#options.profile?.() ?? DEFAULT_PROFILE;
    remembered.analysed = { analysis, subject: fileSubject({ name, file, analysis, profile }) };
    this.#files.settle(id);
    this.#change(id, { state: "done" });
  }

  async #fail(id: string, reason: string): Promise<void> {
    await this.#files.release(id);
    this.#change(id, { state: "failed", reason });
  }

  #change(id: string, state: GuestState): void {
    const remembered = this.#remembered.get(id);
    if (!remembered) return;
    remembered.guest = { ...remembered.guest, state };
    for (const listener of remembered.listeners) listener();
  }
}

function forgotten(): never {
  throw new GuestError("Cannot keep this file: it is not held any more; drop it again");
}
