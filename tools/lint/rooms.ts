/** Keeps the rooms' table of ARCHITECTURE.md: who may know whom, and that rooms are entered by their door. */

/** Which rooms each room may import from. Those not listed may import from all. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  kernel: [],
  analysis: ["domain", "kernel"],
  work: [],
  similarity: ["domain", "kernel", "work"],
  projection: ["domain", "similarity", "work"],
  query: ["domain"],
  playlist: ["domain", "query", "similarity"],
  similar: ["domain", "query", "similarity"],
  listening: ["domain"],
  charts: ["domain"],
  report: ["domain", "query", "charts"],
  store: ["domain"],
  collection: ["domain", "store"],
  exchange: ["domain", "store", "collection"],
  dataset: ["domain", "query", "store", "collection"],
  archive: [
    "domain",
    "query",
    "charts",
    "playlist",
    "dataset",
    "components",
    "views",
    "islands",
    "web",
  ],
  labels: ["domain", "store", "exchange"],
  learning: ["domain", "kernel", "store", "similarity"],
  ingest: ["domain", "analysis", "store"],
  tagging: ["domain", "analysis", "store"],
  library: [
    "domain",
    "analysis",
    "store",
    "collection",
    "ingest",
    "similarity",
    "projection",
    "query",
    "report",
    "playlist",
    "similar",
    "listening",
    "labels",
    "learning",
    "exchange",
    "work",
  ],
  subsonic: ["domain", "store", "playlist", "library", "web"],
  openapi: ["domain", "exchange", "playlist", "similar"],
  components: [
    "domain",
    "query",
    "similarity",
    "charts",
    "report",
    "similar",
    "listening",
    "labels",
    "learning",
  ],
  wire: ["domain", "query", "playlist", "similarity", "similar", "report", "learning", "work"],
  player: ["domain", "playlist", "components", "wire"],
  linked: ["domain", "query", "charts", "components", "collection", "playlist", "web", "wire"],
  views: [
    "domain",
    "query",
    "charts",
    "components",
    "playlist",
    "similar",
    "listening",
    "wire",
    "player",
    "linked",
  ],
  islands: [
    "domain",
    "query",
    "charts",
    "components",
    "playlist",
    "report",
    "similarity",
    "web",
    "similar",
    "listening",
    "wire",
    "player",
    "linked",
    "views",
  ],
  web: [],
};

/** Rooms with files that other rooms may name besides the door, and why. */
const SIDE_DOORS = [
  /** Runs in the browser, where the door's other half cannot. */
  /\/collection\/columns_arrow\.ts$/,
  /** The page layer's browser side and its build. */
  /\/web\/(client|build)\/mod\.ts$/,
  /** Report parts that a browser can load. */
  /\/report\/(sections|page)\.tsx?$/,
  /** Folders with the parts of one page, which no other page should load. */
  /\/(components|views)\/[a-z_]+\/\w+\.tsx?$/,
  /** Every file is an island, loaded on its own. */
  /\/islands\/[A-Z]\w*\.tsx$/,
];

/** Folders beside the rooms, which may name any file. */
const FREE: readonly string[] = ["tests", "tasks", "tools"];

const ROOT = new URL("../../", import.meta.url).pathname;

function roomOf(path: string): string | undefined {
  if (!path.startsWith(ROOT)) return undefined;
  const [room, ...rest] = path.slice(ROOT.length).split("/");
  return rest.length > 0 ? room : undefined;
}

/** What is wrong with an import, in words; `undefined` where nothing is. */
export function faultOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = new URL(specifier, `file://${from}`).pathname;
  const [here, there] = [roomOf(from), roomOf(target)];
  if (!here || !there || here === there || FREE.includes(here)) return undefined;
  const allowed = MAY_IMPORT[here];
  if (allowed && !allowed.includes(there)) return `${here}/ may not know ${there}/`;
  if (!(there in MAY_IMPORT)) return undefined;
  const isDoor = target === `${ROOT}${there}/mod.ts`;
  if (isDoor || SIDE_DOORS.some((door) => door.test(target))) return undefined;
  return `${there}/ is entered by its mod.ts`;
}

function check(context: Deno.lint.RuleContext, node: Deno.lint.StringLiteral | null): void {
  if (!node) return;
  const message = faultOf(context.filename, node.value);
  if (message) context.report({ node, message });
}

const plugin: Deno.lint.Plugin = {
  name: "fonoteca",
  rules: {
    rooms: {
      create: (context) => ({
        ImportDeclaration: (node) => check(context, node.source),
        ExportNamedDeclaration: (node) => check(context, node.source),
        ExportAllDeclaration: (node) => check(context, node.source),
      }),
    },
  },
};

export default plugin;
