import type { TrackId } from "../domain/mod.ts";
import { MOST_SAVED, MOST_SMOOTHED } from "../playlist/mod.ts";

/** A request that costs a server much. */
export interface WorstRequest {
  readonly path: string;
  /** Body of a POST; a GET where it is left out. */
  readonly json?: unknown;
}

/** Tracks that requests name. */
export interface Named {
  /** At least two. */
  readonly ids: readonly TrackId[];
  /** A saved playlist, and a label set by hand; any text where there is none. */
  readonly playlist: string;
  readonly set: string;
}

/** The dearest requests of a route, or why there are none to be asked. */
export type Worst = string | ((named: Named) => readonly WorstRequest[]);

/** Clauses of every kind that all, or nearly all, tracks match. */
const WIDE = "tempo=..,missing&tempo.octave=any&loudness=-70..5,missing&duration=..,missing&" +
  "key=C+major,C+minor,missing&key.neighbours=yes&voice=vocal,instrumental,undecided,missing&" +
  "not.style=Reggae---Dub&not.tag=polka&text=a&rank=tag.chill,Electronic---House:0.3,tempo";
const SPREAD = Array.from({ length: 200 }, (_, i) => 60 + (i % 2) * 120).join(",");
/** A curve of the most points, with bounds on artists, for all tracks. */
const CURVE = `${WIDE}&arrange=tempo:${SPREAD}&per_artist=3&tracks=100000`;
const SHUFFLED = `${WIDE}&arrange=shuffle:7&tracks=100000`;
const SPACES = ["effnet", "musicnn", "vgg", "timbre"];
const LISTS = SPACES.map((space) => `space=${space}`).join("&");
const WRITES = "it writes";
const WORK = "it begins long work, which is followed and stopped";
const FILE = "it is of a dropped file";
const LEARNED = "it is of a training or a model";

function gets(...paths: readonly string[]): Worst {
  return () => paths.map((path) => ({ path }));
}

function playlists(as: string): Worst {
  return gets(`/api/playlist.${as}?${CURVE}`, `/api/playlist.${as}?${SHUFFLED}`);
}

/** By the file of the route below `routes/`, without its ending. */
export const WORST_REQUESTS: Readonly<Record<string, Worst>> = {
  "api/clusters": gets("/api/clusters?method=hdbscan&size=2"),
  "api/combined/[space]": WRITES,
  "api/combined/index": gets(
    "/api/combined?space=25effnet-25musicnn-25vgg-25timbre&k=50",
    "/api/combined?space=best&k=50",
  ),
  "api/columns.arrow": gets("/api/columns.arrow"),
  "api/disagreement": gets("/api/disagreement?space=effnet&space=musicnn&begin=no"),
  "api/evaluation": gets("/api/evaluation"),
  "api/folders": gets("/api/folders"),
  "api/labels/[id]/edits/[edit]": WRITES,
  "api/labels/[id]/edits/index": WRITES,
  "api/labels/[id]/jams.tar": ({ set }) => [{ path: `/api/labels/${set}/jams.tar` }],
  "api/labels/[id]/labels.tsv": ({ set }) => [{ path: `/api/labels/${set}/labels.tsv` }],
  "api/labels/index": ({ ids }) => [{ path: `/api/labels?track=${ids[0]}` }],
  "api/learn/heard": FILE,
  "api/learn/models/[id]": LEARNED,
  "api/learn/trainings/[id]": LEARNED,
  "api/listening/[id]/[trial]/[place]": gets("/api/listening/none/999999/2"),
  "api/listening/[id]/index": gets("/api/listening/none"),
  "api/listening/results": gets("/api/listening/results?spaces=musicnn,vgg&as=tsv"),
  "api/map": gets(...SPACES.map((space) => `/api/map?space=${space}&projection=pca`)),
  "api/maps": gets("/api/maps?space=effnet"),
  "api/models/index": gets("/api/models"),
  "api/models/install": WORK,
  "api/openapi.json": gets("/api/openapi.json"),
  "api/playlist.json": gets(
    `/api/playlist.json?${CURVE}&limit=5000`,
    `/api/playlist.json?${SHUFFLED}&limit=5000`,
  ),
  "api/playlist.jspf": playlists("jspf"),
  "api/playlist.m3u8": playlists("m3u8"),
  "api/playlist.tsv": playlists("tsv"),
  "api/playlist.xspf": playlists("xspf"),
  "api/playlists/[id]/export": ({ playlist }) => [
    { path: `/api/playlists/${playlist}/export?format=rekordbox` },
  ],
  "api/playlists/[id]/index": ({ playlist }) => [{ path: `/api/playlists/${playlist}` }],
  "api/playlists/index": gets("/api/playlists"),
  "api/search": gets("/api/search?q=a+e+i+o+u+a+e+i+o+u&limit=100"),
  "api/segments": WORK,
  "api/sequence/index": ({ ids }) => [
    { path: "/api/sequence", json: { tracks: repeated(ids, MOST_SAVED) } },
  ],
  "api/sequence/smooth": ({ ids }) => [
    { path: "/api/sequence/smooth", json: { tracks: repeated(ids, MOST_SMOOTHED) } },
  ],
  "api/similar/file/[id]/audio": FILE,
  "api/similar/file/[id]/index": FILE,
  "api/similar/file/[id]/keep": FILE,
  "api/similar/file/[id]/strips": FILE,
  "api/similar/file/index": FILE,
  "api/similar/index": ({ ids }) => [
    { path: `/api/similar?track=${ids[0]}&${LISTS}&k=100&mutual=yes` },
    { path: `/api/similar?track=${ids[0]}&${LISTS}&k=100&metric=dot&same_artist=no&${WIDE}` },
  ],
  "api/similar/path": ({ ids }) => [
    { path: `/api/similar/path?from=${ids[0]}&to=${ids.at(-1)}&tracks=50&per_artist=1&${WIDE}` },
  ],
  "api/similar/playlist": ({ ids }) => [
    { path: `/api/similar/playlist?track=${ids[0]}&${LISTS}&k=100&of=union&as=xspf` },
  ],
  "api/similar/why": ({ ids }) => [
    { path: `/api/similar/why?track=${ids[0]}&other=${ids[1]}&${LISTS}&k=100` },
  ],
  "api/status": gets("/api/status"),
  "api/summary": gets("/api/summary"),
  "api/tracks/[id]/audio": ({ ids }) => [{ path: `/api/tracks/${ids[0]}/audio` }],
  "api/tracks/[id]/excerpt": ({ ids }) => [{ path: `/api/tracks/${ids[0]}/excerpt?part=end` }],
  "api/tracks/[id]/facts": ({ ids }) => [{ path: `/api/tracks/${ids[0]}/facts` }],
  "api/tracks/[id]/index": ({ ids }) => [{ path: `/api/tracks/${ids[0]}` }],
  "api/tracks/[id]/strips": ({ ids }) => [{ path: `/api/tracks/${ids[0]}/strips?set=sound` }],
  "api/tracks/index": gets(
    `/api/tracks?${WIDE}&limit=1000`,
    `/api/tracks?sort=title&limit=1000&offset=90000`,
  ),
  "api/words": gets(`/api/words?text=${"not+too+fast+purple+house+without+voice+".repeat(12)}`),
  "api/work/[kind]/[id]": gets("/api/work/map/none"),
  "api/work/index": gets("/api/work"),
  clusters: gets("/clusters?method=hdbscan&size=2"),
  evaluate: gets("/evaluate"),
  explore: gets(`/explore?${CURVE}&offset=99000`),
  index: gets("/"),
  "labels/[set]": ({ set }) => [{ path: `/labels/${set}?bad=yes` }],
  "labels/index": gets("/labels"),
  "learn/[id]/index": LEARNED,
  "learn/[id]/tracks": LEARNED,
  "learn/index": gets("/learn"),
  "learn/models": LEARNED,
  "listen/index": gets("/listen"),
  "listen/results": gets("/listen/results"),
  playlists: gets("/playlists"),
  reopen: WRITES,
  "rest/[call]": "it has logins of its own, and is there where asked for",
  "similar/combine": gets("/similar/combine?effnet=25&musicnn=25&vgg=25&timbre=25&k=50"),
  "similar/index": ({ ids }) => [
    { path: `/similar?track=${ids[0]}&${LISTS}&k=100&mutual=yes&why=${ids[1]}` },
    { path: `/similar?find=a` },
  ],
  "similar/maps": gets(`/similar/maps?${WIDE}&offset=99000`),
  "similar/random": gets("/similar/random"),
  "similar/rankings": ({ ids }) => [
    { path: `/similar/rankings?k=50&percent=100&open=${ids[0]}` },
    { path: `/similar/rankings?k=50&query=${ids.slice(0, 100).join(",")}` },
  ],
  "similar/segments": gets("/similar/segments"),
  tags: gets("/tags?tag=BPM&from=1000000"),
  "track/[id]": ({ ids }) => [{ path: `/track/${ids[0]}` }],
  "track/dropped/[id]": FILE,
};

function repeated(ids: readonly TrackId[], count: number): TrackId[] {
  return Array.from({ length: count }, (_, i) => ids[i % ids.length]!);
}
