import { PlayButton } from "../../../components/mod.ts";
import { define } from "../../../define.ts";
import { playableAt, plural } from "../../../domain/mod.ts";
import { asset, Head, HttpError, page, shortened } from "../../../web/mod.ts";

/** Tracks that are listed at most. */
const MOST = 500;

export const handler = define.handlers({
  async GET({ params, url, state: { library } }) {
    const id = params.id!;
    const found = (await library.trainings.get(id))?.found;
    const asked = (name: string) => url.searchParams.get(name) ?? "";
    const result = found?.results.find(({ name }) => name === asked("learner"));
    const [label, predicted] = ["label", "found"].map((name) =>
      found?.classes.indexOf(asked(name)) ?? -1
    );
    if (!found || !result || label! < 0 || predicted! < 0) {
      throw new HttpError(404, `There is no such cell of the training ${shortened(id)}`);
    }
    const { collection } = library;
    const tracks = found.tracks.test.flatMap((track, i) => {
      const row = collection.row(track);
      const isHere = found.labelled[i] === label && result.found[i] === predicted;
      return isHere && row !== undefined
        ? [{ track: playableAt(collection.columns, row), probability: result.sure[i]! }]
        : [];
    }).sort((a, b) => b.probability - a.probability);
    return page({
      id,
      name: found.set.name,
      learner: result.name,
      label: found.classes[label!]!,
      found: found.classes[predicted!]!,
      total: tracks.length,
      tracks: tracks.slice(0, MOST),
    });
  },
});

export default define.page<typeof handler>(({ data }) => {
  const { id, name, learner, label, found, total, tracks } = data;
  const back = `/learn/${id}?${new URLSearchParams({ learner })}`;
  return (
    <div class="page learn">
      <Head>
        <title>{label} found as {found} · Learn · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/learn.css")} />
      </Head>
      <header class="page-head">
        <p>
          <a href={back}>{name}, {learner}</a>
        </p>
        <h1>{label === found ? `${label}, rightly found` : `${label} found as ${found}`}</h1>
        <p class="prose muted">
          {total === 0 ? "No test track is." : `${plural(total, "test track")}, surest first.`}
        </p>
      </header>
      <ol class="found-tracks" data-play-list>
        {tracks.map(({ track, probability }) => (
          <li key={track.id} data-row>
            <PlayButton track={track} />
            <a href={`/track/${encodeURIComponent(track.id)}`}>{track.title}</a>
            {track.artist && <span class="muted">{track.artist}</span>}
            <span class="num muted">{probability.toFixed(2)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
});
