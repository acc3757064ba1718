import type { InferenceSession, Tensor } from "onnxruntime-node";
import { ModelError } from "./files.ts";
import type { TensorNames } from "./registry.ts";
import type { Rows } from "./rows.ts";
import type { Provider } from "./settings.ts";

/** What is fed. */
export interface Feed {
  readonly names: TensorNames;
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** A tensor that is asked for. */
export interface Wanted {
  readonly names: TensorNames;
  readonly width?: number;
}

/** What a session says of a tensor. */
export interface Described {
  readonly name: string;
  readonly shape?: readonly (number | string)[];
}

/** The tensor meant: by one of its names, else the only one, else the only one of its width. */
export function tensorName(there: readonly Described[], { names, width }: Wanted): string {
  const named = names.find((name) => there.some((tensor) => tensor.name === name));
  if (named !== undefined) return named;
  const alike = there.length === 1 ? there : there.filter(({ shape }) => shape?.at(-1) === width);
  if (alike.length === 1) return alike[0]!.name;
  const list = there.map(({ name }) => name).join(", ");
  throw new ModelError(`Cannot find tensor ${names.join(" or ")}: the model has ${list}`);
}

function rowsFrom(tensor: Tensor): Rows {
  if (!(tensor.data instanceof Float32Array)) {
    throw new ModelError(
      `Cannot read the model's output: it is of type ${tensor.type}, not float32`,
    );
  }
  const count = tensor.dims[0] ?? 0;
  const rows = { count, width: tensor.data.length / count, data: tensor.data.slice() };
  tensor.dispose();
  return rows;
}

/** An ONNX session on one thread; workers are the parallelism. */
export class Session {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /**
   * Loads onnxruntime itself at the first call: listing and installing models do without it. Unless told
   * otherwise before it loads, it reports to its maker and keeps an identifier of this machine.
   */
  static async open(path: string, provider: Provider = "cpu"): Promise<Session> {
    Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
    const ort = await import("onnxruntime-node");
    return new Session(
      await ort.InferenceSession.create(path, {
        executionProviders: [provider],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: "sequential",
        // Planned memory is kept beside what the arena already holds: 244 MB against 151 MB for MusiCNN.
        enableMemPattern: false,
        logSeverityLevel: 3,
      }),
    );
  }

  /** Feeds one tensor and returns the asked ones as rows. */
  async run(feed: Feed, outputs: readonly Wanted[]): Promise<readonly Rows[]> {
    const { Tensor } = await import("onnxruntime-node");
    const { inputMetadata, outputMetadata } = this.#session;
    const input = tensorName(inputMetadata, { names: feed.names });
    const asked = outputs.map((wanted) => tensorName(outputMetadata, wanted));
    const tensor = new Tensor("float32", feed.data, feed.shape);
    const results = await this.#session.run({ [input]: tensor }, asked);
    return asked.map((name) => rowsFrom(results[name]!));
  }

  /** Gives the model's memory back. */
  release(): Promise<void> {
    return this.#session.release();
  }
}
