import { ResultsPage } from "../../components/listen/ResultsPage.tsx";
import { buttonClass, EmptyState } from "../../components/mod.ts";
import { define } from "../../define.ts";
import { commandFor, findings } from "../../library/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";
import { spacePairIn } from "../_space_pair.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { library } = state;
    return page({
      ...await findings(library, spacePairIn(url.searchParams)),
      tracks: library.collection.columns.length,
      command: commandFor(library.store, "analyze ~/Music"),
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
    {data.tracks === 0
      ? (
        <EmptyState
          title="No collection yet"
          command={data.command}
          actions={<a class={buttonClass()} href="/">To the overview</a>}
        >
          Listening tests compare neighbours within a collection: analyse some music first, then
          take a test on the page Listen.
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
