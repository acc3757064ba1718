import { PlayButton } from "../../../components/mod.ts";
import { cellOf } from "../_cell.ts";
import { define } from "../../../define.ts";
import { playableAt, plural } from "../../../domain/mod.ts";
import { asset, Head, HttpError, page, shortened } from "../../../web/mod.ts";

/** Tracks that are listed at most. */
const MOST = 500;

export const handler = define.handlers({
  async GET({ params, url, state: { library } }) {
    const id = params.id!;
    const found = (await library.trainings.get(id))?.found;
    const result = found?.results.find(({ name }) => name === url.searchParams.get("learner"));
    const cell = found && result && cellOf(url.searchParams, { found, result });
    if (!cell) throw new HttpError(404, `There is no such cell of the training ${shortened(id)}`);
    const { collection } = library;
    const tracks = found.tracks.test.flatMap((track, i) => {
      const row = collection.row(track);
      return cell.has(i) && row !== undefined
        ? [{ track: playableAt(collection.columns, row), probability: result.sure[i]! }]
        : [];
    }).sort((a, b) => b.probability - a.probability);
    return page({
      id,
      name: found.set.name,
      learner: result.name,
      title: cell.title,
      total: tracks.length,
      tracks: tracks.slice(0, MOST),
    });
  },
});

export default define.page<typeof handler>(({ data }) => {
  const { id, name, learner, title, total, tracks } = data;
  const back = `/learn/${id}?${new URLSearchParams({ learner })}`;
  return (
    <div class="page learn">
      <Head>
        <title>{title} · Learn · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/learn.css")} />
      </Head>
      <header class="page-head">
        <p>
          <a href={back}>{name}, {learner}</a>
        </p>
        <h1>{title}</h1>
        <p class="prose muted">
          {total === 0 ? "No test track." : `${plural(total, "test track")}, surest first.`}
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
