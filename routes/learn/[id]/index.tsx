import {
  ByClass,
  Comparison,
  Confusion,
  Corrected,
  Importances,
  MoreTracks,
  Reliability,
} from "../../../components/learn/Result.tsx";
import { Folds } from "../../../components/learn/Folds.tsx";
import { SeveralConfusion } from "../../../components/learn/SeveralConfusion.tsx";
import { featuresText, splitText } from "../../../components/learn/words.ts";
import { TrainAgain } from "../../../components/learn/TrainAgain.tsx";
import { define } from "../../../define.ts";
import { countText, playableAt } from "../../../domain/mod.ts";
import LearnRun from "../../../islands/LearnRun.tsx";
import Mistakes from "../../../islands/Mistakes.tsx";
import { labelCounts } from "../../../learning/mod.ts";
import type { Library } from "../../../library/mod.ts";
import { asset, Head, HttpError, page, shortened } from "../../../web/mod.ts";

export const handler = define.handlers({
  async GET({ params, url, state: { library } }) {
    const training = await library.trainings.get(params.id!);
    if (!training) throw new HttpError(404, `There is no training ${shortened(params.id!)}`);
    const { found } = training;
    const asked = url.searchParams.get("learner") ?? found?.best;
    const shown = found?.results.find(({ name }) => name === asked) ?? found?.results.at(-1);
    const { labels = {} } = library.collection.columns;
    return page({
      training,
      name: found?.set.name ?? labels[training.request.set]?.set.name ?? training.request.set,
      shown,
      mistakes: shown ? mistakesOf(library, shown.mistakes) : [],
      sets: Object.values(labels).map(({ set }) => set)
        .filter(({ id, origin }) => origin === "hand" || id === training.request.set),
    });
  },
});

function mistakesOf(
  { collection }: Library,
  mistakes: readonly {
    readonly track: string;
    readonly predicted: string;
    readonly probability: number;
    readonly labels: readonly string[];
  }[],
) {
  return mistakes.flatMap(({ track, ...mistake }) => {
    const row = collection.row(track);
    return row === undefined ? [] : [{ ...mistake, track: playableAt(collection.columns, row) }];
  });
}

function foldsText(tracks: number, folds: number): string {
  return `${countText(tracks)} in ${folds} folds, each track tested once by what has not met it`;
}

export default define.page<typeof handler>(
  ({ data: { training, name, shown, mistakes, sets } }) => {
    const { id, request, state, job, found, live } = training;
    const several = found?.labelledAll && shown?.foundAll &&
      { labelled: found.labelledAll, found: shown.foundAll };
    const cellHref = (asked: Readonly<Record<string, string>>) =>
      `/learn/${id}/tracks?${new URLSearchParams({ learner: shown!.name, ...asked })}`;
    return (
      <div class="page learn">
        <Head>
          <title>{name} · Learn · Fonoteca</title>
          <link rel="stylesheet" href={asset("/styles/learn.css")} />
          <link rel="stylesheet" href={asset("/styles/labels.css")} />
        </Head>
        <header class="page-head">
          <p>
            <a href="/learn">All trainings</a>
          </p>
          <h1>{name}</h1>
          <p class="prose muted">
            From {featuresText(request.features)}, divided {splitText(request.split)}, seed{" "}
            {request.seed}
            {found && (
              <>
                {" · "}
                {request.folds ? foldsText(found.tracks.test.length, request.folds) : (
                  <>
                    {countText(found.tracks.training.length)} to learn from,{" "}
                    {countText(found.tracks.validation.length)} for validation,{" "}
                    {countText(found.tracks.test.length)} for test
                  </>
                )}
                {leftText(found.left)}
              </>
            )}
            {found?.set.licence && ` · labels: ${found.set.licence}`}
          </p>
        </header>
        {state !== "done" && (
          <LearnRun
            id={id}
            set={request.set}
            state={state}
            fraction={job?.fraction ?? 0}
            {...(job?.reason !== undefined && { reason: job.reason })}
            {...(live && { live })}
          />
        )}
        {found?.kept && (
          <p>
            The best is kept as{" "}
            <a href="/learn#models">{found.kept}</a>; its predictions are the label set{" "}
            <a href={`/labels/learned-${found.kept}`}>learned-{found.kept}</a>.
          </p>
        )}
        {found?.comparison && <Corrected {...found.comparison} />}
        {found && shown && (
          <>
            <Comparison
              id={id}
              results={found.results}
              best={found.best}
              shown={shown.name}
              several={found.several}
              leakage={found.leakage}
              split={request.split}
            />
            <Folds results={found.results} />
            <h2 class="of-learner">{shown.name}</h2>
            <div class="panels">
              {several
                ? <SeveralConfusion classes={found.classes} labels={several} href={cellHref} />
                : (
                  <Confusion
                    id={id}
                    learner={shown.name}
                    classes={found.classes}
                    confusion={shown.figures.confusion}
                  />
                )}
              {!several && <ByClass figures={shown.figures} href={cellHref} />}
              <Reliability figures={shown.figures} />
              {found.curve && found.best && <MoreTracks name={found.best} curve={found.curve} />}
              {found.importance && <Importances importance={found.importance} />}
            </div>
            {several && (
              <ByClass
                figures={shown.figures}
                counts={labelCounts(several, found.classes.length)}
                href={cellHref}
              />
            )}
            <Mistakes mistakes={mistakes} />
            {state === "done" && <TrainAgain id={id} set={request.set} sets={sets} />}
          </>
        )}
      </div>
    );
  },
);

/** Which tracks are not learned from, with why. */
function leftText(
  { bad, withoutFeatures, rareClass }: {
    readonly bad: number;
    readonly withoutFeatures: number;
    readonly rareClass: number;
  },
): string {
  const left = ([
    [bad, "known to be bad"],
    [withoutFeatures, "without these features"],
    [rareClass, "without a label that is frequent enough"],
  ] as const).flatMap(([tracks, why]) => tracks > 0 ? [`${countText(tracks)} ${why}`] : []);
  return left.length === 0 ? "" : ` · left out: ${left.join(", ")}`;
}
