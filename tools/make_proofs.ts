/**
 * Writes what known model files make of the inputs by which others are proved to be the same:
 *
 *     deno run -A tools/make_proofs.ts <folder of models>
 *
 * Only files whose checksum the registry has are asked.
 */
import { MODELS, pathOf, proofAnswer, stateOf } from "../analysis/mod.ts";

const [cache = ""] = Deno.args;
const proofs: Record<string, number[]> = {};
for (const model of MODELS) {
  if (model.forms.every(({ sha256 }) => sha256 !== undefined)) continue;
  const path = pathOf(model, { bundled: cache, cache });
  if (await stateOf(model, path) !== "installed") throw new Error(`${path} is not ${model.id}`);
  const answer = await proofAnswer(model, path);
  proofs[model.id] = answer.map((value) => Number(value.toFixed(6)));
}
const lines = Object.entries(proofs).map(([id, values]) => `"${id}": ${JSON.stringify(values)}`);
Deno.writeTextFileSync(
  new URL("../analysis/models/proofs.json", import.meta.url),
  `{\n${lines.join(",\n")}\n}\n`,
);
