import { EmptyState } from "../../components/mod.ts";
import { ModelList, TrainingList } from "../../components/learn/Lists.tsx";
import { StartTraining } from "../../components/learn/StartTraining.tsx";
import { define } from "../../define.ts";
import { type VectorKind } from "../../domain/mod.ts";
import { FEATURES, KeptModels } from "../../learning/mod.ts";
import ClassifySong from "../../islands/ClassifySong.tsx";
import { type Library, nextCommand } from "../../library/mod.ts";
import { asset, formIn, Head, HttpError, page } from "../../web/mod.ts";
import { trainingIn } from "../_training_request.ts";

export const handler = define.handlers({
  async GET({ url, state: { library } }) {
    const { labels = {} } = library.collection.columns;
    const sets = Object.values(labels).map(({ set }) => set)
      .filter(({ classes, origin }) => classes.length > 1 && origin !== "model");
    const trainings = await library.trainings.list();
    const features = offered(library);
    return page({
      sets,
      chosen: url.searchParams.get("set") ?? undefined,
      features,
      cards: await new KeptModels(library.store).list(),
      trainings: trainings.map(({ id, request, begun, state, best }) => ({
        id,
        begun,
        labels: labels[request.set]?.set.name ?? request.set,
        features: request.features,
        ...(request.folds !== undefined && { folds: request.folds }),
        state: STATES[state] ?? state,
        ...(best && { best }),
      })),
      command: nextCommand(library.store, { command: "labels folders", there: features.length }),
    });
  },

  async POST({ req, url, state: { library }, redirect }) {
    const form = await formIn(req);
    const again = url.searchParams.get("again");
    const request = again === null ? trainingIn(form) : await requestAgain(library, {
      id: again,
      set: form.get("set"),
    });
    const id = await library.trainings.begin(request, Date.now());
    return redirect(`/learn/${id}`, 303);
  },
});

/** States that are not told by their own names. */
const STATES: Readonly<Record<string, string>> = {
  paused: "stopped",
  elsewhere: "under way in another server",
};

/** A training once more, tested on the same tracks. Throws an HttpError 404 where there is none. */
async function requestAgain(
  library: Library,
  { id, set }: { readonly id: string; readonly set: string | null },
) {
  const before = await library.trainings.get(id);
  if (!before?.found) throw new HttpError(404, "Cannot train again: what was found is not there");
  return { ...before.request, set: set ?? before.request.set, after: id };
}

function offered({ collection }: Library) {
  const { facts, columns } = collection.snapshot;
  return FEATURES.flatMap((id) => {
    const tracks = id === "signal" ? columns.length : facts.vectors[id as VectorKind] ?? 0;
    return tracks > 0 ? [{ id, tracks }] : [];
  });
}

export default define.page<typeof handler>(({ data }) => {
  const { sets, chosen, features, cards, trainings, command } = data;
  return (
    <div class="page learn">
      <Head>
        <title>Learn · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/learn.css")} />
        <link rel="stylesheet" href={asset("/styles/labels.css")} />
        <link rel="stylesheet" href={asset("/styles/track.css")} />
      </Head>
      <header class="page-head">
        <h1>What can be learned from these labels?</h1>
        <p class="prose muted">
          Learners are compared on tracks that they have not met, by artists that they have not met
          unless you say otherwise. All is worked out on this machine.
        </p>
      </header>
      {sets.length === 0 || features.length === 0
        ? (
          <EmptyState title="Nothing to learn yet" command={command}>
            {features.length === 0
              ? "It takes tracks that were analysed, and a label set of them."
              : "It takes a label set with at least two labels. The command takes folders for labels; a set of your own is made on the page Labels."}
          </EmptyState>
        )
        : <StartTraining sets={sets} features={features} chosen={chosen} />}
      {cards.length > 0 && <ClassifySong models={cards.map(({ id, name }) => ({ id, name }))} />}
      <TrainingList trainings={trainings} />
      <div id="models">
        <ModelList cards={cards} />
      </div>
    </div>
  );
});
