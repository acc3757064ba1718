/**
 * Writes what known model files make of the inputs by which others are proved to be the same:
 *
 *     deno run -A tools/make_proofs.ts <folder of models>
 *
 * Only files whose checksum the registry has are asked.
 */
import { Session } from "../analysis/models/_session.ts";
import { type Model, MODELS, pathOf, stateOf } from "../analysis/models/mod.ts";
import { proofInput } from "../analysis/models/proofs.ts";

async function answerOf(model: Model, path: string): Promise<number[]> {
  const session = await Session.open(path);
  const [tensor, width] = model.kind === "head"
    ? [model.output, model.classes.length]
    : [model.outputs[0]!.tensor, model.outputs[0]!.width];
  const feed = { names: model.input, ...proofInput(model) };
  const [rows] = await session.run(feed, [{ names: tensor, width }]);
  return [...rows!.data].map((value) => Number(value.toFixed(6)));
}

const [cache = ""] = Deno.args;
const proofs: Record<string, number[]> = {};
for (const model of MODELS) {
  if (model.forms.every(({ sha256 }) => sha256 !== undefined)) continue;
  const path = pathOf(model, { bundled: cache, cache });
  if (await stateOf(model, path) !== "installed") throw new Error(`${path} is not ${model.id}`);
  proofs[model.id] = await answerOf(model, path);
}
const lines = Object.entries(proofs).map(([id, values]) => `"${id}": ${JSON.stringify(values)}`);
Deno.writeTextFileSync(
  new URL("../analysis/models/proofs.json", import.meta.url),
  `{\n${lines.join(",\n")}\n}\n`,
);
