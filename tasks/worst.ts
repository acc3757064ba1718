/** Every route with the parameters that cost most: how long it takes, and whether others wait. */
import { numberText, plural } from "../domain/mod.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { trackIds } from "./_track_ids.ts";
import { type Named, WORST_REQUESTS, type WorstRequest } from "./_worst_requests.ts";

const SPEC: CommandSpec = {
  name: "worst",
  summary:
    "Asks every route of a running server for what costs it most, one after another, and prints\n" +
    "the slowest first: time to the end of the answer, and the longest that anybody else waited.",
  options: {
    url: { value: "address", help: "the server", default: "http://127.0.0.1:8000" },
    most: { value: "seconds", help: "an answer that takes longer fails the run", default: "2" },
    token: { value: "text", help: "the server's token, where it asks for one" },
  },
  examples: ["deno task worst", "deno task worst --url http://127.0.0.1:8001 --most 5"],
};

/** How often somebody else asks while an answer is waited for, in ms. */
const EVERY = 50;
const TIMEOUT = 300_000;

interface Timed {
  readonly route: string;
  readonly request: WorstRequest;
  readonly status: number;
  readonly seconds: number;
  /** The longest that `/api/status` took meanwhile. */
  readonly othersWaited: number;
}

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const url = read.text("url")!.replace(/\/$/, "");
    const most = read.whole("most", { min: 1, max: 600 })!;
    const token = read.text("token");
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const named: Named = {
      ids: await trackIds(url, headers),
      playlist: await firstOf(`${url}/api/playlists`, { headers, list: "playlists" }),
      set: await firstOf(`${url}/api/labels`, { headers, list: "sets" }),
    };
    const timed: Timed[] = [];
    for (const [route, worst] of Object.entries(WORST_REQUESTS)) {
      if (typeof worst === "string") continue;
      for (const request of worst(named)) {
        timed.push({ route, request, ...await time({ url, headers, request }) });
      }
    }
    timed.sort((a, b) => b.seconds - a.seconds);
    for (const { route, request, status, seconds, othersWaited } of timed) {
      const figures = [seconds, othersWaited].map((x) => numberText(x, 2).padStart(7));
      console.log(`${figures.join(" s ")} s  ${status}  ${route}  ${request.path.slice(0, 90)}`);
    }
    const late = timed.filter(({ seconds, status }) => seconds > most || status >= 500);
    console.log(
      `${plural(timed.length, "request")} of ${Object.keys(WORST_REQUESTS).length} routes, ` +
        `${late.length} over ${most} s or failed`,
    );
    return late.length > 0 ? 1 : 0;
  });
}

/** Id of the first thing in a list of the interface. */
async function firstOf(
  address: string,
  { headers, list }: { readonly headers: Readonly<Record<string, string>>; readonly list: string },
): Promise<string> {
  const lists: Readonly<Record<string, readonly { readonly id: string }[]>> =
    await (await fetch(address, { headers })).json();
  return lists[list]?.[0]?.id ?? "none";
}

async function time(
  { url, headers, request: { path, json } }: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly request: WorstRequest;
  },
): Promise<Pick<Timed, "status" | "seconds" | "othersWaited">> {
  let ended = false;
  const others = otherReader(`${url}/api/status`, { headers, ended: () => ended });
  const before = performance.now();
  const answer = await fetch(url + path, {
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT),
    headers: {
      ...headers,
      origin: url,
      ...(json !== undefined && { "content-type": "application/json" }),
    },
    ...(json !== undefined && { method: "POST", body: JSON.stringify(json) }),
  });
  await answer.arrayBuffer();
  const seconds = (performance.now() - before) / 1000;
  ended = true;
  return { status: answer.status, seconds, othersWaited: await others };
}

async function otherReader(
  address: string,
  { headers, ended }: {
    readonly headers: Readonly<Record<string, string>>;
    readonly ended: () => boolean;
  },
): Promise<number> {
  let longest = 0;
  while (!ended()) {
    const before = performance.now();
    await (await fetch(address, { headers })).arrayBuffer();
    longest = Math.max(longest, (performance.now() - before) / 1000);
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
  return longest;
}

if (import.meta.main) Deno.exit(await run(Deno.args));
