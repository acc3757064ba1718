import { alterationStep, alterationText } from "../analysis/mod.ts";
import { EvaluationPage } from "../components/evaluate/EvaluationPage.tsx";
import { SimilarTabs } from "../components/similar/SimilarTabs.tsx";
import { Robust } from "../components/evaluate/Robust.tsx";
import { EmptyState } from "../components/mod.ts";
import { define } from "../define.ts";
import EvaluateRun from "../islands/EvaluateRun.tsx";
import { MOST_RANK, musicCommand } from "../library/mod.ts";
import { asset, Head, page } from "../web/mod.ts";

export const handler = define.handlers({
  async GET({ state: { library } }) {
    const kept = await library.evaluations.latest();
    const robustness = await library.evaluations.robustness();
    const { columns } = library.collection;
    const name = (id: string) => {
      const row = library.collection.row(id);
      return row === undefined ? id : columns.texts.title[row] || columns.texts.path[row]!;
    };
    return page({
      kept,
      name,
      spaces: library.spaces.present.length,
      tracks: columns.length,
      command: musicCommand(library.store),
      running: library.evaluations.isRunning,
      robustness,
    });
  },

  POST({ state: { library }, redirect }) {
    void library.evaluations.start();
    return redirect("/evaluate", 303);
  },
});

export default define.page<typeof handler>(({ data }) => {
  const { kept, name, spaces, tracks, command, running, robustness } = data;
  return (
    <div class="page evaluate">
      <Head>
        <title>Evaluate · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/evaluate.css")} />
      </Head>
      <header class="page-head">
        <SimilarTabs open="/evaluate" />
        <h1>How good are the neighbours?</h1>
        <p class="prose muted">
          Of each space: whether neighbours share what is known of tracks, beside chance; whether
          some tracks are everybody's neighbour; how much the spaces agree; and what a search costs.
          {" "}
          <a href="/clusters">Which groups there are</a>, and what spaces are worth{" "}
          <a href="/similar/combine">combined</a>, are other pages.
        </p>
      </header>
      {spaces === 0 || tracks < 2
        ? (
          <EmptyState title="Nothing to evaluate yet" command={command}>
            {spaces === 0
              ? "Neighbours are looked for in embeddings, and no track has one yet."
              : "The only track has no neighbours yet."}
          </EmptyState>
        )
        : (
          <>
            <EvaluateRun running={running} first={kept === undefined} />
            {kept && <EvaluationPage kept={kept} name={name} tracks={tracks} />}
            {robustness && (
              <Robust
                rows={robustness.figures.filter(({ tracks }) => tracks > 0).map((figure) => ({
                  ...figure,
                  ...alterationStep(figure.alteration),
                  alteration: alterationText(figure.alteration),
                }))}
                tracks={robustness.tracks.length}
                most={MOST_RANK}
              />
            )}
          </>
        )}
    </div>
  );
});
