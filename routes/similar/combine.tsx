import { KeptCombinations } from "../../components/combine/KeptCombinations.tsx";
import { EmptyState } from "../../components/mod.ts";
import { SimilarTabs } from "../../components/similar/SimilarTabs.tsx";
import { define } from "../../define.ts";
import { descriptorIn, ExpectedError } from "../../domain/mod.ts";
import CombineSpaces from "../../islands/CombineSpaces.tsx";
import { MOST_COMBINATIONS, musicCommand } from "../../library/mod.ts";
import type { CombiningAnswer } from "../../similar/mod.ts";
import { asset, formIn, Head, page } from "../../web/mod.ts";
import {
  combinationNamed,
  combiningParameters,
  combiningRequestIn,
  orRefused,
} from "../_combining_request.ts";

/** Tracks up to which the page waits for the figures; beyond, they are asked for when it is alive. */
const WAITS = 20_000;

export const handler = define.handlers({
  async GET({ req, url, state: { library } }) {
    const { combining, spaces, collection, store } = library;
    const { parts, labels } = combining;
    const { label, ...asked } = combiningRequestIn(url.searchParams, combining);
    const judged: { readonly answer?: CombiningAnswer; readonly fault?: string } =
      parts.length < 2 || label === undefined || collection.columns.length > WAITS
        ? {}
        : await combining.evaluate({
          ...asked,
          label,
          signal: req.signal,
        }).then((answer) => ({ answer }), (error: unknown) => {
          if (error instanceof ExpectedError) return { fault: error.message };
          throw error;
        });
    return page({
      ...judged,
      asked: { ...asked, label },
      parts,
      labels: labels.map((id) => ({ id, name: descriptorIn(collection.columns, id)?.label ?? id })),
      kept: spaces.kept,
      command: musicCommand(store),
    });
  },

  async POST({ req, state: { library: { spaces, combining } }, redirect }) {
    const form = await formIn(req);
    const named = form.get("keep") ?? form.get("remove");
    const space = combinationNamed(named);
    if (form.has("remove")) await spaces.remove(space);
    else await orRefused(spaces.keep(space));
    const back = combiningParameters(combiningRequestIn(form, combining));
    return redirect(`/similar/combine?${back}`, 303);
  },
});

/** Spaces weighted into one: what that is worth beside its parts, and kept as a space. */
export default define.page<typeof handler>(({ data }) => {
  const { answer, fault, asked, parts, labels, kept, command } = data;
  return (
    <div class="page evaluate combine">
      <Head>
        <title>Combine · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/evaluate.css")} />
        <link rel="stylesheet" href={asset("/styles/combine.css")} />
      </Head>
      <header class="page-head">
        <SimilarTabs open="/similar/combine" />
        <h1>Are several spaces better together?</h1>
        <p class="prose muted">
          Weights of the spaces, each by how far its distances spread; what the combination is worth
          beside each space alone. Kept, it is a space like any other: lists, maps, clusters,{" "}
          <a href="/listen">blind test</a>, <a href="/evaluate">evaluation</a>,{" "}
          <a href="/similar/rankings">rankings</a>.
        </p>
      </header>
      {parts.length < 2
        ? (
          <EmptyState title="Nothing to combine yet" command={command}>
            {parts.length === 0
              ? "Spaces come with the analysis, and no track has an embedding yet."
              : "A combination takes two spaces, and this collection has one."}
          </EmptyState>
        )
        : (
          <>
            <CombineSpaces
              parts={parts}
              labels={labels}
              asked={asked}
              kept={kept}
              {...(answer && { answer })}
              {...(fault !== undefined && { fault })}
            />
            <KeptCombinations
              kept={kept}
              most={MOST_COMBINATIONS}
              back={[...combiningParameters(asked)]}
            />
          </>
        )}
    </div>
  );
});
