import type { VNode } from "preact";
import type { DataSet } from "../dataset/mod.ts";
import { ExpectedError } from "../domain/mod.ts";
import { PLAYLIST_FORMATS } from "../playlist/mod.ts";
import {
  App,
  compression,
  HttpError,
  security,
  type SecurityOptions,
  staticFiles,
} from "../web/mod.ts";
import { askedIn, countsAnswer, playlistAnswer, tableAnswer, tracksAnswer } from "./answers.ts";
import { ArchivePage, NAMED, SHOWN, TABLE_COLUMNS } from "./page.tsx";
import { rangeAddress } from "./range.ts";

/** Rows of the page's table. */
const ROWS = 50;

/**
 * The application over a data set: one page and its interface, all of it asked of DuckDB and none of it
 * kept, so that any number of servers may stand beside each other behind a load balancer.
 */
export function createArchive(
  { set, root, ...guard }: SecurityOptions & { readonly set: DataSet; readonly root: string },
): App {
  const app = new App()
    .islands(root)
    .use(security(guard), compression(), staticFiles({ root }))
    .explain((error) =>
      error instanceof ExpectedError
        ? new HttpError(400, error.message, { cause: error })
        : undefined
    )
    .get("/", async (ctx) => {
      const ranged = rangeAddress(ctx.url.searchParams, SHOWN);
      if (ranged !== undefined) return ctx.redirect(ranged, 303);
      return ctx.render(await pageOf(set, ctx.url.searchParams));
    })
    .get("/api/status", (ctx) => ctx.json({ tracks: set.total, location: set.location }))
    .get("/api/tracks", async (ctx) => ctx.json(await tracksAnswer(set, ctx.url.searchParams)))
    .get(
      "/api/counts/:id",
      async (ctx) => ctx.json(await countsAnswer(set, ctx.url.searchParams, ctx.params["id"]!)),
    )
    .get("/api/table.tsv", (ctx) => tableAnswer(set, ctx.url.searchParams));
  for (const format of PLAYLIST_FORMATS) {
    app.get(
      `/api/playlist.${format}`,
      (ctx) => playlistAnswer(set, ctx.url.searchParams, format),
    );
  }
  return app;
}

async function pageOf(set: DataSet, params: URLSearchParams): Promise<VNode> {
  const asked = askedIn(params, { set, usual: ROWS });
  const { query, offset, limit } = asked;
  const [matching, rows, ...counts] = await Promise.all([
    set.count(query),
    set.page(query, { offset, limit, columns: TABLE_COLUMNS }),
    ...[...SHOWN, ...NAMED].map(async (id) => [id, await set.counts(query, id)] as const),
  ]);
  const found = new Map(counts.flatMap(([id, count]) => count ? [[id, count] as const] : []));
  return <ArchivePage set={set} asked={asked} matching={matching} rows={rows} counts={found} />;
}
