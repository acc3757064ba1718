import type { InferenceSession } from "onnxruntime-node";
import type { Rows } from "./rows.ts";

/** An ONNX session on one thread; workers are the parallelism. */
export class Session {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** Loads onnxruntime itself at the first call: listing and installing models do without it. */
  static async open(path: string): Promise<Session> {
    const ort = await import("onnxruntime-node");
    return new Session(
      await ort.InferenceSession.create(path, {
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
  async run(
    feed: { readonly name: string; readonly data: Float32Array; readonly shape: readonly number[] },
    outputs: readonly string[],
  ): Promise<readonly Rows[]> {
    const { Tensor } = await import("onnxruntime-node");
    const input = new Tensor("float32", feed.data, feed.shape);
    const results = await this.#session.run({ [feed.name]: input }, [...outputs]);
    return outputs.map((name) => {
      const tensor = results[name];
      if (!tensor || !(tensor.data instanceof Float32Array)) {
        throw new TypeError(
          `Cannot read output ${name}: the model gives no float tensor of that name`,
        );
      }
      const count = tensor.dims[0] ?? 0;
      const rows = { count, width: tensor.data.length / count, data: tensor.data.slice() };
      tensor.dispose();
      return rows;
    });
  }

  /** Gives the model's memory back. */
  release(): Promise<void> {
    return this.#session.release();
  }
}
