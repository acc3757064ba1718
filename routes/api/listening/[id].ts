import { define } from "../../../define.ts";
import { listeningTests } from "../../../library/mod.ts";
import type { Library } from "../../../library/mod.ts";
import {
  type ListeningTest,
  nextTrial,
  readAnswer,
  withAnswer,
  withoutLastAnswer,
} from "../../../listening/mod.ts";
import { HttpError } from "../../../web/mod.ts";

/** How far a listener is in a test; an answer is added, or the last one taken back. */
export const handler = define.handlers({
  async GET({ params, state }) {
    return Response.json(progressOf(await testOf(state.library, params["id"]!)));
  },

  async POST({ params, req, state }) {
    const test = await testOf(state.library, params["id"]!);
    const body: unknown = await req.json().catch(() => undefined);
    const read = readAnswer(body, { test, now: Date.now() });
    if ("problem" in read) throw new HttpError(400, `Cannot keep answer: ${read.problem}`);
    const changed = withAnswer(test, read);
    await listeningTests(state.library).put(params["id"]!, changed);
    return Response.json(progressOf(changed));
  },

  async DELETE({ params, state }) {
    const test = await testOf(state.library, params["id"]!);
    const changed = withoutLastAnswer(test, Date.now());
    await listeningTests(state.library).put(params["id"]!, changed);
    return Response.json(progressOf(changed));
  },
});

async function testOf(library: Library, id: string): Promise<ListeningTest> {
  const test = await listeningTests(library).get(id);
  if (!test) throw new HttpError(404, `There is no listening test ${id}`);
  return test;
}

function progressOf(test: ListeningTest) {
  const answered = test.answers.filter((answer) => answer !== null).length;
  return {
    listener: test.listener,
    trials: test.trials.length,
    answered,
    next: nextTrial(test) ?? null,
  };
}
