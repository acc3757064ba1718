/**
 * Loads one model file that nobody vouches for and prints what it makes of its proof's input. It runs in a
 * process of its own, which may read that file and this program, and neither write nor reach anything.
 *
 *     deno run … analysis/models/prove.ts <model id> <file>
 */
import { Session } from "./_session.ts";
import { proofInput } from "./proofs.ts";
import { modelOf } from "./registry.ts";

const [id = "", path = ""] = Deno.args;
const model = modelOf(id);
const [tensor, width] = model.kind === "head"
  ? [model.output, model.classes.length]
  : [model.outputs[0]!.tensor, model.outputs[0]!.width];
const session = await Session.open(path);
const [rows] = await session.run({ names: model.input, ...proofInput(model) }, [{
  names: tensor,
  width,
}]);
console.log(JSON.stringify([...rows!.data]));
