/**
 * Loads one model file that nobody vouches for and prints what it makes of its proof's input. It runs in a
 * process of its own, which may read that file and this program, and neither write nor reach anything.
 *
 *     deno run … analysis/models/prove.ts <model id> <file>
 */
import { proofAnswer } from "./proof_answer.ts";
import { modelOf } from "./registry.ts";

const [id = "", path = ""] = Deno.args;
console.log(JSON.stringify(await proofAnswer(modelOf(id), path)));
