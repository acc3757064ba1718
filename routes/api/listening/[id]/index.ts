import { define } from "../../../../define.ts";
import { numberAt } from "../../../../domain/mod.ts";
import { listeningTests } from "../../../../library/mod.ts";
import type { Library } from "../../../../library/mod.ts";
import {
  type ListeningTest,
  nextTrial,
  readAnswer,
  withAnswer,
  withoutLastAnswer,
} from "../../../../listening/mod.ts";
import { HttpError, jsonIn, shortened } from "../../../../web/mod.ts";

/** How far a listener is in a test; an answer is added, or the last one taken back. */
export const handler = define.handlers({
  async GET({ params, state }) {
    return Response.json(progressOf(await testOf(state.library, params["id"]!)));
  },

  async POST({ params, req, state }) {
    const body = await jsonIn(req);
    const now = Date.now();
    const { collection } = state.library;
    const lengths = (id: string) => {
      const row = collection.row(id);
      const length = row === undefined
        ? NaN
        : numberAt(collection.columns, { id: "duration", row });
      return Number.isNaN(length) ? undefined : length;
    };
    const changed = await listeningTests(state.library).update(params["id"]!, (test) => {
      const read = readAnswer(body, { test, now, lengths });
      if ("problem" in read) throw new HttpError(400, `Cannot keep answer: ${read.problem}`);
      return withAnswer(test, read);
    });
    return Response.json(progressOf(changed ?? noTest(params["id"]!)));
  },

  async DELETE({ params, state }) {
    const changed = await listeningTests(state.library).update(
      params["id"]!,
      (test) => withoutLastAnswer(test, Date.now()),
    );
    return Response.json(progressOf(changed ?? noTest(params["id"]!)));
  },
});

async function testOf(library: Library, id: string): Promise<ListeningTest> {
  return await listeningTests(library).get(id) ?? noTest(id);
}

function noTest(id: string): never {
  throw new HttpError(404, `There is no listening test ${shortened(id)}`);
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
