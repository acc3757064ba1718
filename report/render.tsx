import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { ACTIVATION_SETS, countText, tsvLine } from "../domain/mod.ts";
import { COLUMN, type Figure, PAGE, type Section, type Table } from "./figure.ts";
import { durationText, failedFiles } from "./findings/files.ts";
import { caveatsOf, type Method, methodsOf } from "./methods.ts";
import { sectionsOf, SectionView } from "./sections.tsx";
import { classTable } from "./sections/styles.tsx";
import { SectionExtras } from "./sections/extras.tsx";
import type { Summary } from "./summary.ts";
import { figureFile } from "./svg_file.ts";

/** What a report is made with. */
export interface RenderOptions {
  /** Heading; the collection's name unless given. */
  readonly title?: string;
  /** Style sheets: tokens first, then those of charts, sections and file. */
  readonly css: readonly string[];
  /** Further sections, such as a comparison, put first. */
  readonly sections?: readonly Section[];
}

/** The files of a report, by name where there are several. */
export interface RenderedReport {
  readonly html: string;
  /** SVG by file name. */
  readonly figures: Readonly<Record<string, string>>;
  /** TSV by file name. */
  readonly tables: Readonly<Record<string, string>>;
  readonly summaryJson: string;
}

/** Writes a report. Pure: the same summary and options give the same bytes. */
export function renderReport(summary: Summary, options: RenderOptions): RenderedReport {
  const sections = [...(options.sections ?? []), ...sectionsOf(summary)];
  const figures = sections.flatMap((section) => section.figures);
  // paper is white, whatever the screen is
  const css = options.css.join("\n")
    .replaceAll("@media (prefers-color-scheme", "@media screen and (prefers-color-scheme");
  const tables: Record<string, string> = {};
  for (const { id, table } of figures) tables[`${id}.tsv`] = tsvOf(table);
  for (const set of ACTIVATION_SETS) {
    const classes = summary[set];
    if (classes) tables[`${set}.tsv`] = tsvOf(classTable(classes, set));
  }
  return {
    html: `<!doctype html>\n${
      renderToString(
        <Document
          title={options.title ?? summary.name}
          summary={summary}
          sections={sections}
          css={css}
        />,
      )
    }\n`,
    figures: Object.fromEntries(
      figures.map((figure) => [`${figure.id}.svg`, svgOf(figure, css)]),
    ),
    tables,
    summaryJson: `${JSON.stringify(summary, null, 1)}\n`,
  };
}

function svgOf(figure: Figure, css: string): string {
  return figureFile(renderToString(figure.draw(figure.wide ? PAGE : COLUMN)), css);
}

/** Tab-separated values; a cell without a value is empty. */
export function tsvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => tsvLine(row.map((cell) => String(cell ?? "")))).join("");
}

function Document(
  { title, summary, sections, css }: {
    title: string;
    summary: Summary;
    sections: readonly Section[];
    css: string;
  },
): VNode {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {/* deno-lint-ignore react-no-danger -- our own style sheets, which must not be escaped */}
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </head>
      <body>
        <main>
          <header>
            <h1>{title}</h1>
            <Facts summary={summary} />
            {sections.length > 1 && (
              <nav aria-label="Contents">
                <ul class="contents">
                  {sections.map(({ id, question }) => (
                    <li key={id}>
                      <a href={`#${id}`}>{question}</a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
          </header>
          {summary.tracks === 0 && <p>{emptyText(summary)}</p>}
          {sections.map((section) => (
            <SectionView key={section.id} section={section}>
              <SectionExtras id={section.id} summary={summary} />
            </SectionView>
          ))}
          <Methods methods={methodsOf(summary)} caveats={caveatsOf(summary)} />
          <Colophon summary={summary} />
        </main>
      </body>
    </html>
  );
}

/** What a collection without tracks says. */
export function emptyText({ files }: Summary): string {
  return files.failed.length > 0
    ? "No track could be analysed: every file failed, for the reasons below."
    : "The collection is empty: no track has been analysed yet.";
}

function Facts({ summary }: { summary: Summary }): VNode {
  const { name, tracks, files, analysed, program } = summary;
  const facts: [string, string][] = [
    ["Collection", name],
    ["Tracks", countText(tracks)],
    ["Duration", durationText(files.hours)],
    ["Failed files", countText(failedFiles(files))],
    ...(analysed ? [["Analysed", datesText(analysed)] as [string, string]] : []),
    ...(program ? [["Fonoteca", program] as [string, string]] : []),
  ];
  return (
    <dl class="facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Day or days, UTC: `2026-11-21`, `2026-11-21 to 2026-11-23`. */
export function datesText({ from, to }: { readonly from: number; readonly to: number }): string {
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  return day(from) === day(to) ? day(from) : `${day(from)} to ${day(to)}`;
}

function Methods(
  { methods, caveats }: { methods: readonly Method[]; caveats: readonly string[] },
): VNode | null {
  if (methods.length === 0) return null;
  return (
    <section class="report-section" id="methods">
      <h2>How was it measured?</h2>
      <div class="scroll-x">
        <table class="methods">
          <thead>
            <tr>
              <th scope="col">Descriptor</th>
              <th scope="col">Method</th>
              <th scope="col">Reference</th>
              <th scope="col">Stage and version</th>
            </tr>
          </thead>
          <tbody>
            {methods.map(({ labels, method, reference, version }) => (
              <tr key={labels.join()}>
                <td>{labels.join(", ")}</td>
                <td>{method}</td>
                <td>{reference}</td>
                <td>{version}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {caveats.length > 0 && (
        <>
          <h3>To keep in mind</h3>
          <ul class="caveats">{caveats.map((text) => <li key={text}>{text}</li>)}</ul>
        </>
      )}
    </section>
  );
}

function Colophon({ summary }: { summary: Summary }): VNode {
  const { program, analysed } = summary;
  return (
    <footer>
      Made by Fonoteca{program && ` ${program}`} from results of{" "}
      {analysed ? datesText(analysed) : "unknown date"}. Beside this file: <code>figures/</code>
      {" "}
      (SVG), a <code>.tsv</code> for every figure, and <code>summary.json</code>.
    </footer>
  );
}
