import { EmptyState } from "../../components/mod.ts";
import { type OpenTest, StartTest } from "../../components/listen/StartTest.tsx";
import { define } from "../../define.ts";
import { plural, type Space, spaceNamed } from "../../domain/mod.ts";
import ListenTest from "../../islands/ListenTest.tsx";
import type { ShownTrial } from "../../views/listen/keys.ts";
import {
  checksFor,
  leastHeard,
  type ListeningTest,
  nextTrial,
  tracksOf,
} from "../../listening/mod.ts";
import {
  audibleCount,
  type Library,
  listeningTests,
  makeTest,
  musicCommand,
} from "../../library/mod.ts";
import { asset, formIn, Head, HttpError, page, shortened } from "../../web/mod.ts";
import { wholeIn } from "../../query/mod.ts";

const MOST_TRIALS = 200;
const MOST_SEED = 2 ** 31;

export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    const spaces = library.spaces.present;
    const id = url.searchParams.get("test");
    if (id === null) {
      const open = await openTests(library);
      return page({
        open,
        spaces,
        second: spaces.find((space) => space === url.searchParams.get("second")),
        tracks: library.collection.columns.length,
        audible: audibleCount(library),
        command: musicCommand(library.store),
      });
    }
    const test = await listeningTests(library).get(id);
    if (!test) throw new HttpError(404, `There is no listening test ${shortened(id)}`);
    return page({ test: await shownTest(library, { id, test }), spaces });
  },

  async POST({ req, state: { library }, redirect }) {
    const params = await formIn(req);
    const listener = (params.get("listener") ?? "").trim().slice(0, 80);
    if (listener === "") throw new HttpError(400, "Cannot start: the listener has no name");
    const trials = wholeIn(params, { name: "trials", usual: 20, range: [1, MOST_TRIALS] });
    const made = await makeTest(library, {
      listener,
      spaces: pairIn(params),
      trials,
      checks: params.get("checks") === "yes" ? checksFor(trials) : 0,
      oddShare: params.get("odd") === "yes" ? 0.25 : 0,
      seed: wholeIn(params, { name: "seed", usual: 1, range: [0, MOST_SEED] }),
      now: Date.now(),
    });
    if (!made) {
      throw new HttpError(
        422,
        "Cannot start: no track with its audio on this machine has two different neighbours in these spaces",
      );
    }
    return redirect(`/listen?test=${made.id}`, 303);
  },
});

export default define.page<typeof handler>(({ data }) => (
  <div class="page listen">
    <Head>
      <title>Listen · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/listen.css")} />
    </Head>
    {"tracks" in data && data.audible < 3 && <h1>Listen</h1>}
    {"test" in data
      ? <ListenTest {...data.test} />
      : data.tracks === 0
      ? (
        <EmptyState title="Nothing to listen to yet" command={data.command}>
          A listening test asks which of two tracks sounds more like a third, each being the nearest
          in another space. It needs a collection.
        </EmptyState>
      )
      : data.audible < 3
      ? (
        <EmptyState title="Too little to listen to" command={data.command}>
          A listening test plays three tracks beside each other. {data.audible === 0
            ? "The audio of this collection is not on this machine: it was imported."
            : `Only ${data.audible} of ${plural(data.tracks, "track")} can be played here.`}
        </EmptyState>
      )
      : <StartTest open={data.open} spaces={data.spaces} second={data.second} />}
  </div>
));

function pairIn(params: URLSearchParams): [Space, Space] {
  const [first, second] = ["first", "second"].map((name) => spaceNamed(params.get(name)));
  if (!first || !second) throw new HttpError(400, "Cannot start: choose two spaces");
  if (first === second) throw new HttpError(400, "Cannot start: choose two different spaces");
  return [first, second];
}

async function openTests(library: Library): Promise<OpenTest[]> {
  const tests = await listeningTests(library).list();
  return tests
    .toSorted((a, b) => b.value.changed - a.value.changed)
    .map(({ id, value }) => ({
      id,
      listener: value.listener,
      spaces: value.spaces,
      answered: value.answers.filter((answer) => answer !== null).length,
      trials: value.trials.length,
      changed: value.changed,
    }));
}

/** What a listener may see of a test: no space, no title, no artist. */
async function shownTest(
  library: Library,
  { id, test }: { readonly id: string; readonly test: ListeningTest },
) {
  const ids = test.trials.flatMap(tracksOf);
  const tracks = await library.store.getTracks(ids);
  const trials = test.trials.map(({ kind }, i): ShownTrial => ({
    kind: kind === "odd" ? "odd" : "pair",
    tracks: [0, 1, 2].map((place) => {
      const track = tracks[3 * i + place];
      const { loudness, true_peak: truePeak } = track?.values ?? {};
      return {
        id: `${id}.${i}.${place}`,
        blind: `/api/listening/${encodeURIComponent(id)}/${i}/${place}`,
        least: leastHeard(track?.file.duration),
        ...(typeof loudness === "number" && { loudness }),
        ...(typeof truePeak === "number" && { truePeak }),
      };
    }),
  }));
  return { id, listener: test.listener, trials, answered: nextTrial(test) ?? trials.length };
}
