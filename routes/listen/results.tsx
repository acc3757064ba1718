import { ResultsPage } from "../../components/listen/ResultsPage.tsx";
import { buttonClass, EmptyState } from "../../components/mod.ts";
import { define } from "../../define.ts";
import { audibleCount, findings, musicCommand } from "../../library/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";
import { spacePairIn } from "../_space_pair.ts";

/** Tracks that a trial plays. */
const LEAST_AUDIBLE = 3;

export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    return page({
      ...await findings(library, spacePairIn(url.searchParams)),
      audible: audibleCount(library),
      command: musicCommand(library.store),
    });
  },
});

export default define.page<typeof handler>(({ data }) => (
  <div class="page listen">
    <Head>
      <title>Listening results · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/listen.css")} />
    </Head>
    <header class="page-head">
      <h1>What listeners said</h1>
    </header>
    {data.results.answers.length === 0 && data.audible < LEAST_AUDIBLE
      ? (
        <EmptyState title="No answer yet, and nothing to ask about" command={data.command}>
          A listening test plays three tracks beside each other, and{" "}
          {data.audible === 0 ? "none" : `only ${data.audible}`}{" "}
          can be played here. Once a folder of music is analysed, tests can be taken.
        </EmptyState>
      )
      : data.results.answers.length === 0
      ? (
        <EmptyState
          title="No answer yet"
          actions={<a class={buttonClass("primary")} href="/listen">Take a test</a>}
        >
          Which space finds better neighbours? Twenty trials take about fifteen minutes. To show a
          preference of two to one takes about {data.results.preference.needed}{" "}
          answers for one side or the other.
        </EmptyState>
      )
      : <ResultsPage {...data} />}
  </div>
));
