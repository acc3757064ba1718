import {
  type Analysis,
  type AnalysisJob,
  createAnalysisPool,
  planStages,
  type Pool,
} from "../analysis/mod.ts";
import type { KeyProfile, Space, StageId } from "../domain/mod.ts";
import { SPACES } from "../domain/mod.ts";
import { DEFAULT_PROFILE } from "../query/mod.ts";
import { guestCard } from "./_guest_card.ts";
import { fileSubject, type Subject } from "./subject.ts";

/** Bytes that a dropped file can have at most. */
export const MOST_GUEST_BYTES = 500_000_000;
/** Analyses that are remembered; the oldest go first. */
const REMEMBERED = 30;
/** Milliseconds without a file after which the worker is ended. */
const IDLE = 60_000;

/** Where the analysis of a dropped file stands. */
export type GuestState =
  | {
    readonly state: "analysing";
    /** Stages that have run, and the one that does; a file that waits for its turn has none. */
    readonly stages: readonly string[];
    /** Stages that it will go through. */
    readonly planned: readonly StageId[];
  }
  | { readonly state: "done" }
  | { readonly state: "failed"; readonly reason: string };

/** A file that somebody dropped on the page. It is analysed but is no part of the collection. */
export interface Guest {
  readonly id: string;
  /** Name of the file, without folders. */
  readonly name: string;
  readonly state: GuestState;
}

interface Kept {
  guest: Guest;
  subject?: Subject;
  readonly listeners: Set<() => void>;
}

/** What keeps a dropped file from being taken, in words. */
export class GuestError extends Error {
  override readonly name = "GuestError";
}

/** How dropped files are analysed. */
export interface GuestsOptions {
  /** Where files are kept while they are analysed; nothing is taken where there is none. */
  readonly folder: string | undefined;
  /** The key profile in which lists of the collection name keys; that of queries unless given. */
  readonly profile?: () => KeyProfile;
  readonly pool?: () => Pool<AnalysisJob, Analysis>;
}

/** Files dropped on the page: analysed as the collection was, one at a time, then deleted. */
export class Guests {
  readonly #options: GuestsOptions;
  readonly #kept = new Map<string, Kept>();
  #pool: Pool<AnalysisJob, Analysis> | undefined;
  #underWay = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(options: GuestsOptions) {
    this.#options = options;
  }

  /**
   * Takes a file and starts its analysis.
   *
   * @param body Its content. Throws a {@linkcode GuestError} where it is empty or too large.
   */
  async take(body: ReadableStream<Uint8Array>, name: string): Promise<Guest> {
    const id = crypto.randomUUID();
    const path = await this.#write(body, { id, name });
    const planned = (await planStages()).stages.map(({ stage }) => stage);
    const guest: Guest = { id, name, state: { state: "analysing", stages: [], planned } };
    this.#remember({ guest, listeners: new Set() });
    void this.#analyse(path, { id, planned });
    return guest;
  }

  /** The file of that id, where it is remembered. */
  guest(id: string): Guest | undefined {
    return this.#kept.get(id)?.guest;
  }

  /** What neighbours of a file are looked for by, once its analysis is done. */
  subject(id: string): Subject | undefined {
    return this.#kept.get(id)?.subject;
  }

  /** Calls `listener` whenever the state changes; gives the function that ends this. */
  follow(id: string, listener: () => void): () => void {
    const listeners = this.#kept.get(id)?.listeners;
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }

  /** Ends the worker. */
  close(): void {
    clearTimeout(this.#idle);
    this.#pool?.close();
    this.#pool = undefined;
  }

  async #write(
    body: ReadableStream<Uint8Array>,
    { id, name }: { readonly id: string; readonly name: string },
  ): Promise<string> {
    const folder = this.#options.folder;
    if (!folder) throw new GuestError("Cannot take files: this store is not kept in a file");
    const ending = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0].toLowerCase() ?? "";
    const path = `${folder}/guest-${id}${ending}`;
    await Deno.mkdir(folder, { recursive: true });
    let bytes = 0;
    const counted = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.length;
          if (bytes <= MOST_GUEST_BYTES) controller.enqueue(chunk);
          else controller.error(new GuestError("Cannot take this file: 500 MB is the most"));
        },
      }),
    );
    try {
      await Deno.writeFile(path, counted, { createNew: true, mode: 0o600 });
      if (bytes === 0) throw new GuestError("Cannot take this file: it is empty");
      return path;
    } catch (error) {
      await Deno.remove(path).catch(() => {});
      throw error;
    }
  }

  #remember(kept: Kept): void {
    this.#kept.set(kept.guest.id, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > REMEMBERED && oldest !== undefined) this.#kept.delete(oldest);
  }

  async #analyse(
    path: string,
    { id, planned }: { readonly id: string; readonly planned: readonly StageId[] },
  ): Promise<void> {
    clearTimeout(this.#idle);
    this.#underWay++;
    try {
      this.#pool ??= this.#options.pool?.() ?? createAnalysisPool({ size: 1, tempo: "auto" });
      const { size } = await Deno.stat(path);
      const stages: string[] = [];
      const outcome = await this.#pool.run({ path, size, stages: planned }, (stage) => {
        stages.push(stage);
        this.#change(id, { state: "analysing", stages: [...stages], planned });
      });
      if ("failed" in outcome) {
        const { stage, reason } = outcome.failed;
        this.#change(id, { state: "failed", reason: `${stage}: ${reason}` });
      } else this.#finish(id, outcome.result);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#change(id, { state: "failed", reason });
    } finally {
      await Deno.remove(path).catch(() => {});
      this.#underWay--;
      if (this.#underWay === 0) this.#idle = setTimeout(() => this.close(), IDLE);
    }
  }

  #finish(id: string, analysis: Analysis): void {
    const kept = this.#kept.get(id);
    if (!kept) return;
    const vectors: Partial<Record<Space, Float32Array>> = {};
    for (const space of SPACES) {
      const vector = analysis.vectors[space];
      if (vector) vectors[space] = vector;
    }
    const profile = this.#options.profile?.() ?? DEFAULT_PROFILE;
    const card = guestCard(analysis, { name: kept.guest.name, profile });
    kept.subject = fileSubject({ card, vectors });
    this.#change(id, { state: "done" });
  }

  #change(id: string, state: GuestState): void {
    const kept = this.#kept.get(id);
    if (!kept) return;
    kept.guest = { ...kept.guest, state };
    for (const listener of kept.listeners) listener();
  }
}
