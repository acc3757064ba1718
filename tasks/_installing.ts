/**
 * What the server's parent does for a page: the server may reach no network and start no program, so it
 * asks the process that started it, which knows three requests and nothing else. Programs are named here,
 * arguments are a list, folders are read from the store by the command itself or checked here.
 */
import { MODELS } from "../analysis/models/registry.ts";
import { type Installation, type InstalledSoFar, isUnderWay } from "../domain/installation.ts";
import { type ModelStep, stepIn } from "./_model_steps.ts";
import { TextLineStream } from "./_text_lines.ts";

/** What a server may ask of its parent. */
export type InstallRequest =
  /** Fetch these models of the registry, then analyse what is missing. */
  | { readonly ask: "install"; readonly models: readonly string[] }
  /** Analyse a folder that a person has typed. */
  | { readonly ask: "analyse"; readonly folder: string }
  | { readonly ask: "stop" };

/** Characters of the longest path. */
const LONGEST_PATH = 4096;

/** What this needs of the process that it is in. */
export interface InstallingOptions {
  /** The store that is served. */
  readonly db: string;
  /** A folder or an address instead of the models' own. */
  readonly from?: string;
  /** Starts a command with its own least permissions, its outputs piped. */
  /** The full path of a folder that a page names. Rejects with a reason where it may not be analysed. */
  readonly folderOf: (typed: string) => Promise<string>;
  readonly start: (name: "models" | "analyze", args: readonly string[]) => Deno.ChildProcess;
  readonly tell: (state: Installation) => void;
}

/** The request that a message is; `undefined` for any other message. */
export function requestIn(message: unknown): InstallRequest | undefined {
  if (typeof message !== "object" || message === null || !("ask" in message)) return undefined;
  if (message.ask === "stop") return { ask: "stop" };
  if (message.ask === "analyse" && "folder" in message) {
    const { folder } = message;
    return typeof folder === "string" && folder.length <= LONGEST_PATH
      ? { ask: "analyse", folder }
      : undefined;
  }
  if (message.ask !== "install" || !("models" in message)) return undefined;
  const { models } = message;
  if (!Array.isArray(models) || models.length > MODELS.length) return undefined;
  const known = models.filter((id): id is string =>
    MODELS.some((model) => model.id === id && !model.bundled)
  );
  return known.length === models.length ? { ask: "install", models: known } : undefined;
}

/** Fetches models and analyses for a page, one wish at a time. */
export class Installing {
  readonly #options: InstallingOptions;
  #state: Installation = { state: "idle" };
  #soFar: InstalledSoFar = { installed: [], failed: [] };
  #child: Deno.ChildProcess | undefined;
  #stopped = false;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: InstallingOptions) {
    this.#options = options;
  }

  /** Takes a message of the server. What is no request changes nothing, and is told as a fault. */
  hear(message: unknown): void {
    const request = requestIn(message);
    if (request?.ask === "stop") return void this.stop();
    if (isUnderWay(this.#state)) return this.#tell(this.#state);
    this.#soFar = { installed: [], failed: [] };
    this.#stopped = false;
    if (!request) return this.#end({ fault: "Cannot install: no model of the registry is meant" });
    const work = request.ask === "analyse"
      ? this.#analyseFolder(request.folder)
      : this.#run(request.models);
    this.#ended = work.catch((error) =>
      this.#end({ fault: error instanceof Error ? error.message : String(error) })
    );
  }

  /** Ends what is under way; resolves when it has ended. What is done is kept. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#interrupt();
    await this.#ended;
  }

  #interrupt(): void {
    try {
      this.#child?.kill("SIGTERM");
    } catch {
      // it has ended already
    }
  }

  async #run(models: readonly string[]): Promise<void> {
    if (models.length > 0) {
      const { fault } = await this.#fetch(models);
      if (fault !== undefined) return this.#end({ fault });
      if (this.#stopped || this.#soFar.failed.length === models.length) return this.#end();
    }
    this.#tell({ state: "analysing", ...this.#soFar });
    this.#end(await this.#analyse("--known"));
  }

  async #analyseFolder(typed: string): Promise<void> {
    this.#tell({ state: "analysing", ...this.#soFar });
    const folder = await this.#options.folderOf(typed);
    this.#end(await this.#analyse(folder));
  }

  async #fetch(models: readonly string[]): Promise<{ fault?: string }> {
    const { from } = this.#options;
    const place = from === undefined ? [] : [`--from=${from}`];
    this.#follow({ step: "received", model: models[0]!, bytes: 0 });
    const { code, last } = await this.#start(
      "models",
      ["--install", "--steps", ...place, ...models],
      (line) => {
        const step = stepIn(line);
        if (step) this.#follow(step);
      },
    );
    const told = code === 0 || this.#stopped || this.#soFar.failed.length > 0;
    return told ? {} : { fault: last };
  }

  /** @param what `--known`, or the full path of a folder. */
  async #analyse(what: string): Promise<{ fault?: string; analysed?: string }> {
    let said = "";
    const { code, last } = await this.#start(
      "analyze",
      ["--db", this.#options.db, what],
      (line) => said = line || said,
    );
    if (code !== 0 && !this.#stopped) return { fault: last };
    return said ? { analysed: said } : {};
  }

  /** Runs a command to its end; gives its code and the last line of its errors. */
  async #start(
    name: "models" | "analyze",
    args: readonly string[],
    onLine: (line: string) => void,
  ): Promise<{ readonly code: number; readonly last: string }> {
    const child = this.#child = this.#options.start(name, args);
    if (this.#stopped) this.#interrupt();
    let last = `deno task ${name} ended without a word`;
    const read = async (
      stream: ReadableStream<Uint8Array<ArrayBuffer>>,
      take: (line: string) => void,
    ) => {
      const lines = stream.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
      for await (const line of lines) take(line);
    };
    await Promise.all([
      read(child.stdout, onLine),
      read(child.stderr, (line) => last = line.trim() || last),
    ]);
    const { code } = await child.status;
    this.#child = undefined;
    return { code, last };
  }

  #follow(step: ModelStep): void {
    const { installed, failed } = this.#soFar;
    if (step.step === "installed") {
      this.#soFar = { failed, installed: [...installed, step.model] };
    } else if (step.step === "failed") {
      const { model: id, reason } = step;
      this.#soFar = { installed, failed: [...failed, { id, reason }] };
    } else {
      const size = MODELS.find(({ id }) => id === step.model)?.size ?? 0;
      const { model, bytes: received } = step;
      this.#tell({ state: "fetching", ...this.#soFar, model, received, size });
    }
  }

  #end(more: { readonly fault?: string; readonly analysed?: string } = {}): void {
    this.#tell({ state: "ended", ...this.#soFar, stopped: this.#stopped, ...more });
  }

  #tell(state: Installation): void {
    this.#state = state;
    this.#options.tell(state);
  }
}
