import { Session } from "./_session.ts";
import type { Model } from "./model.ts";
import { proofInput } from "./proofs.ts";

/** What a model file makes of the input by which it is known, row by row. It is loaded without any check. */
export async function proofAnswer(model: Model, path: string): Promise<readonly number[]> {
  const session = await Session.open(path);
  const [tensor, width] = model.kind === "head"
    ? [model.output, model.classes.length]
    : [model.outputs[0]!.tensor, model.outputs[0]!.width];
  const feed = { names: model.input, ...proofInput(model) };
  const [rows] = await session.run(feed, [{ names: tensor, width }]);
  await session.release();
  return [...rows!.data];
}
