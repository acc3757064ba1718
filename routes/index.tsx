import { EmptyState, PlayButton } from "../components/mod.ts";
import { define } from "../define.ts";
import {
  countText,
  isAudible,
  type Playable,
  playableAt,
  plural,
  type TrackId,
} from "../domain/mod.ts";
import Overview from "../islands/Overview.tsx";
import AnalyseFolder from "../islands/AnalyseFolder.tsx";
import InstallModels from "../islands/InstallModels.tsx";
import { commandFor, type Library, musicCommand } from "../library/mod.ts";
import StyleThreshold from "../islands/StyleThreshold.tsx";
import {
  CornerList,
  datesText,
  durationText,
  exploreHref,
  failedFiles,
  Failures,
  isUnanswered,
  type Section,
  sectionsOf,
  SectionView,
  type Summary,
} from "../report/mod.ts";
import { asset, Head, page } from "../web/mod.ts";

export const handler = define.handlers({
  GET({ state }) {
    const summary = state.library.summary.value;
    return page({
      summary,
      version: state.library.collection.version,
      playable: playableCorners(state.library),
      commands: {
        analyze: musicCommand(state.library.store),
        errors: commandFor(state.library.store, "errors"),
      },
    });
  },
});

/** What the collection contains: questions, charts and sentences, following a running analysis. */
export default define.page<typeof handler>(({ data }) => {
  const { summary, version, playable, commands } = data;
  const sections = sectionsOf(summary, exploreHref);
  return (
    <div class="page overview">
      <Head>
        <title>Overview · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/report.css")} />
        <link rel="stylesheet" href={asset("/styles/overview.css")} />
      </Head>
      <Header summary={summary} />
      <Overview version={version} />
      <Contents sections={sections} />
      {summary.tracks === 0 && <Empty summary={summary} commands={commands} />}
      {summary.tracks === 0 && <AnalyseFolder suggested="~/Music" />}
      {sections.filter(({ figures, findings }) => figures.length + findings.length > 0)
        .map((section) => (
          <div key={section.id}>
            <div data-part={section.id}>
              <SectionView section={section} page>
                {section.id === "emotion" && (
                  <CornerList
                    summary={summary}
                    href={exploreHref}
                    play={(id) => {
                      const track = playable.get(id);
                      return track && <PlayButton track={track} />;
                    }}
                  />
                )}
                {section.id === "files" && <Failures files={summary.files} />}
              </SectionView>
            </div>
            {isUnanswered(section) && <InstallModels question={section.id} />}
            {section.id === "styles" && summary.styles && <StyleThreshold />}
            {section.id === "files" && summary.tracks > 0 && (
              <>
                <AnalyseFolder suggested="" />
                <p>
                  <a href="/tags">What would be written into the tags of the files</a>
                </p>
              </>
            )}
          </div>
        ))}
    </div>
  );
});

/** The tracks at the corners of the emotion plane whose audio is on this machine. */
function playableCorners({ collection, summary }: Library): ReadonlyMap<TrackId, Playable> {
  const { columns } = collection;
  const rows = summary.value.emotion.corners.flatMap(({ tracks }) => tracks)
    .map(({ id }) => collection.row(id)).filter((row) => row !== undefined);
  return new Map(
    rows.filter((row) => isAudible(columns, row))
      .map((row) => [columns.ids[row]!, playableAt(columns, row)]),
  );
}

function Header({ summary }: { readonly summary: Summary }) {
  const { name, tracks, files, analysed } = summary;
  const failed = failedFiles(files);
  return (
    <header class="page-head" data-part="head">
      <h1>{name}</h1>
      <p class="muted">
        {[
          plural(tracks, "track"),
          durationText(files.hours),
          ...(failed > 0 ? [`${plural(failed, "file")} failed`] : []),
          ...(analysed ? [`analysed ${datesText(analysed)}`] : []),
        ].join(" · ")}
      </p>
    </header>
  );
}

function Contents({ sections }: { readonly sections: readonly Section[] }) {
  if (sections.length < 2) return null;
  return (
    <nav class="contents" aria-label="Questions" data-part="contents">
      {sections.map(({ id, question }) => <a key={id} href={`#${id}`}>{question}</a>)}
    </nav>
  );
}

function Empty(
  { summary, commands }: {
    readonly summary: Summary;
    readonly commands: { readonly analyze: string; readonly errors: string };
  },
) {
  const failed = failedFiles(summary.files);
  return (
    <div data-part="empty">
      {failed > 0
        ? (
          <EmptyState title="No track could be analysed" command={commands.errors}>
            {countText(failed)} {failed === 1 ? "file was" : "files were"}{" "}
            found, and every one failed. The reasons stand below; this command lists every file.
          </EmptyState>
        )
        : (
          <EmptyState title="No music yet" command={commands.analyze}>
            Point Fonoteca at a folder of music. This page fills as tracks are analysed: styles,
            tempo, keys, loudness, emotions, and what went wrong.
          </EmptyState>
        )}
    </div>
  );
}
