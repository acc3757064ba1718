import { ChooseTrack } from "../../components/similar/ChooseTrack.tsx";
import { Lists } from "../../components/similar/Lists.tsx";
import { Options } from "../../components/similar/Options.tsx";
import { Problems } from "../../components/similar/Problems.tsx";
import { QueryCard } from "../../components/similar/QueryCard.tsx";
import { SimilarTabs } from "../../components/similar/SimilarTabs.tsx";
import { Summary } from "../../components/similar/Summary.tsx";
import { WhyPanel } from "../../components/similar/WhyPanel.tsx";
import { MakePlaylist } from "../../components/similar/MakePlaylist.tsx";
import { EmptyState } from "../../components/mod.ts";
import {
  type Choice,
  CHOICES,
  chosenTracks,
  type FileNote,
  formatSimilar,
  parseSimilar,
  type SimilarAnswer,
  type SimilarRequest,
  type WhyAnswer,
} from "../../similar/mod.ts";
import { define } from "../../define.ts";
import CommonLines from "../../islands/CommonLines.tsx";
import DropAudio from "../../islands/DropAudio.tsx";
import DroppedSound from "../../islands/DroppedSound.tsx";
import KeepDropped from "../../islands/KeepDropped.tsx";
import KeepPlaylist from "../../islands/KeepPlaylist.tsx";
import SaveFigures from "../../islands/SaveFigures.tsx";
import SubmitOnChange from "../../islands/SubmitOnChange.tsx";
import TrackFinder from "../../islands/TrackFinder.tsx";
import {
  compare,
  fileNoteOf,
  latestTracks,
  type Library,
  musicCommand,
  searchTracks,
  whySimilar,
} from "../../library/mod.ts";
import type { Space } from "../../domain/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";
import { subjectOf } from "../_subject.ts";

const FOUND = 50;
const LATEST = 8;
const LISTS = 2;

export const handler = define.handlers({
  async GET({ state: { library }, url, redirect }) {
    const { request: asked, problems } = parseSimilar(url.searchParams);
    const request = { ...asked, spaces: asked.spaces.slice(0, LISTS) };
    const find = url.searchParams.get("find")?.trim() ?? "";
    const shared = {
      request,
      find,
      tracks: library.collection.columns.length,
      command: musicCommand(library.store),
    };
    const subject = find === "" ? subjectOf(library, request) : undefined;
    if (subject?.id !== undefined && request.file !== undefined) {
      const { file: _, ...kept } = request;
      return redirect(`/similar?${formatSimilar({ ...kept, track: subject.id })}`);
    }
    if (subject) {
      const answer = await compare(library, { subject, request, problems });
      const why = request.why === undefined
        ? undefined
        : await whySimilar(library, { subject, request, neighbour: request.why });
      const file = await fileNoteOf(library, { request, path: subject.card.path });
      return page({ ...shared, answer, why, file, found: undefined });
    }
    warm(library, request.spaces);
    const found = find === ""
      ? latestTracks(library, LATEST)
      : searchTracks(library, { text: find, limit: FOUND });
    return page({ ...shared, answer: undefined, why: undefined, file: undefined, found });
  },
});

/** Reads the vectors while a track is chosen, so that its neighbours need not wait for them. */
function warm({ spaces }: Library, asked: readonly Space[]): void {
  const wanted = asked.length > 0 ? asked : spaces.present.slice(0, LISTS);
  for (const space of wanted) spaces.get(space).catch(() => {});
}

export default define.page<typeof handler>(({ data }) => {
  const { request, find, tracks, command, answer, why, file, found } = data;
  return (
    <div class="page similar">
      <Head>
        <title>{answer ? `Similar to ${answer.query.title}` : "Similar"} · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/similar.css")} />
      </Head>
      <header class="similar-head">
        {tracks > 0 && <SimilarTabs open="/similar" with={{ "/similar/maps": mapsOf(request) }} />}
        <h1>Similar</h1>
        {tracks > 0 && (
          <>
            <TrackFinder kept={keptOf(request)} find={find} />
            <DropAudio kept={new URLSearchParams(keptOf(request)).toString()} />
          </>
        )}
      </header>
      {tracks === 0
        ? (
          <EmptyState title="No tracks yet" command={command}>
            This page shows the tracks that sound most like one you choose, as two networks hear it.
            It needs a collection.
          </EmptyState>
        )
        : answer
        ? <Compared answer={answer} why={why} file={file} request={request} command={command} />
        : <ChooseTrack found={found!} find={find} request={request} />}
    </div>
  );
});

function Compared(
  { answer, why, file, request, command }: {
    readonly answer: SimilarAnswer;
    readonly why: WhyAnswer | undefined;
    readonly file: FileNote | undefined;
    readonly request: SimilarRequest;
    readonly command: string;
  },
) {
  const form = "similar-options";
  const { loudness_lufs: loudness, true_peak_dbtp: truePeak } = answer.query;
  return (
    <>
      <Problems problems={answer.problems} />
      <QueryCard answer={answer} request={request} file={file}>
        {file?.is === "keepable" && request.file !== undefined && (
          <KeepDropped
            file={request.file}
            path={file.path}
            kept={new URLSearchParams(keptOf(request)).toString()}
          />
        )}
        {request.file !== undefined && file?.is !== "lost" && (
          <DroppedSound
            file={request.file}
            {...(loudness !== null && { loudness })}
            {...(truePeak !== null && { truePeak })}
          />
        )}
      </QueryCard>
      <Options answer={answer} request={request} id={form}>
        <SubmitOnChange form={form} />
      </Options>
      {answer.lists.length === 0
        ? (
          <EmptyState title="No embedding yet" command={command}>
            No track of this collection has a vector in any space. The network that ships with the
            program makes one of each track when its folder is analysed.
          </EmptyState>
        )
        : (
          <>
            <SaveFigures />
            <Summary answer={answer} />
            {why && <WhyPanel query={answer.query} why={why} request={request} />}
            <Lists answer={answer} request={request}>
              {answer.lists.length === 2 && <Between answer={answer} />}
            </Lists>
            <MakePlaylist answer={answer} request={request}>
              <KeepPlaylist name={`Similar to ${answer.query.title}`} choices={choicesOf(answer)} />
            </MakePlaylist>
            <p class="row">
              <a href="/listen">Compare the spaces by ear</a>
              <a href="/evaluate">Compare them by figures</a>
              <a href={`/similar/maps${mapsOf(request)}`}>Compare their maps</a>
            </p>
          </>
        )}
    </>
  );
}

function Between({ answer: { lists } }: { readonly answer: SimilarAnswer }) {
  const [a, b] = lists;
  const placeIn = new Map(b!.neighbours.map(({ track }, i) => [track.id, i]));
  const common = a!.neighbours.flatMap(({ track: { id } }, left) => {
    const right = placeIn.get(id);
    return right === undefined ? [] : [{ id, left, right }];
  });
  const rows = Math.max(a!.neighbours.length, b!.neighbours.length);
  return <CommonLines tracks={common} rows={rows} />;
}

/** The same spaces and query, as the page of two maps reads them. */
function mapsOf({ track, spaces: [left, right] }: SimilarRequest): string {
  const params = new URLSearchParams({
    ...(left && { "view.space": left }),
    ...(right && { "view.beside": `${right}.pca` }),
    ...(track !== undefined && { "view.track": track }),
  });
  return params.size === 0 ? "" : `?${params}`;
}

/** What of a request stays when another track is chosen. */
function keptOf(request: SimilarRequest): [string, string][] {
  const { track: _, file: __, why: ___, ...kept } = request;
  return [...new URLSearchParams(formatSimilar(kept))];
}

function choicesOf(answer: SimilarAnswer): Record<Choice, readonly string[]> {
  const ids = CHOICES.map((choice) => [
    choice,
    chosenTracks(answer, choice).map(({ id }) => id),
  ]);
  return Object.fromEntries(ids);
}
