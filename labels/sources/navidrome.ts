import { numberOf, type Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import type { SourceFiles } from "../files.ts";
import { type Said, saidDrafts } from "./_said.ts";
import { Database, type SqlRow } from "./_sqlite.ts";

// The tables are those of Navidrome's db/migrations up to August 2026; paths are within a library since 0.55
const marked = (file: string) => `
  select ${file}, f.album, a.play_count as plays, a.rating as stars, a.starred, u.user_name
  from annotation a
  join media_file f on f.id = a.item_id
  left join user u on u.id = a.user_id
  where a.item_type = 'media_file' and (a.play_count > 0 or a.rating > 0 or a.starred)`;

const MARKED_BESIDE = `
  select u.user_name, a.item_type, count(*) as marks
  from annotation a
  left join user u on u.id = a.user_id
  where a.item_type <> 'media_file' and (a.rating > 0 or a.starred)
  group by 1, 2 order by 1, 2`;

const listed = (file: string) => `
  select ${file}, p.id as playlist, p.name
  from playlist p
  join playlist_tracks t on t.playlist_id = p.id
  join media_file f on f.id = t.media_file_id
  order by p.name, p.id, t.id`;

/** The database of Navidrome: stars, ratings and play counts; of several users a set each. */
export const NAVIDROME: Source = {
  kind: "navidrome",
  title: "the database of Navidrome (SQLite): stars, ratings, play counts",
  async recognises(files) {
    const db = await Database.in(files);
    return db !== undefined && isNavidrome(db);
  },
  async read(files) {
    const db = await opened(files);
    const { file, placeOf } = filesIn(db);
    const rows = db.rows(marked(file));
    const besides = Map.groupBy(db.rows(MARKED_BESIDE), ({ user_name }) => user_name ?? "");
    const byUser = Map.groupBy(rows, ({ user_name }) => user_name ?? "");
    if (byUser.size === 0) {
      throw new LabelError(
        `Cannot read ${files.root}: nobody has starred, rated or played anything`,
      );
    }
    return [...byUser].flatMap(([user, marks]) => {
      const beside = (besides.get(user) ?? []).map((row) => `${row.marks} of ${row.item_type}s`);
      const said = marks.map((row) => {
        const { id, title, artist, album, plays, stars, starred } = row;
        const path = placeOf(row);
        return {
          key: path ?? id!,
          path,
          title,
          artist,
          album,
          words: { starred: starred === "1" || starred === "true" ? ["starred"] : [] },
          numbers: { plays: positive(plays), rating: positive(stars) },
        } satisfies Said;
      });
      return saidDrafts(said, {
        title: byUser.size > 1 ? `Navidrome ${user}` : "Navidrome",
        warnings: [
          "What a server that runs has not written through yet is not seen: stop it first",
          ...(beside.length > 0
            ? [`Stars and ratings of anything but songs are left out: ${beside.join(", ")}`]
            : []),
        ],
      });
    });
  },
};

/** A playlist of Navidrome. */
export interface ListedPlaylist {
  readonly name: string;
  readonly entries: readonly {
    readonly path: string;
    readonly artist?: string | undefined;
    readonly title?: string | undefined;
  }[];
}

/** The playlists in the database of Navidrome. Throws a LabelError where it is none. */
export async function navidromePlaylists(files: SourceFiles): Promise<readonly ListedPlaylist[]> {
  const db = await opened(files);
  const { file, placeOf } = filesIn(db);
  const rows = db.rows(listed(file));
  return [...Map.groupBy(rows, ({ playlist }) => playlist)].map(([, entries]) => ({
    name: entries[0]!.name ?? "Navidrome",
    entries: entries.map((row) => ({
      path: placeOf(row) ?? "",
      artist: row.artist,
      title: row.title,
    })),
  }));
}

async function opened(files: SourceFiles): Promise<Database> {
  const db = await Database.in(files);
  if (db && isNavidrome(db)) return db;
  throw new LabelError(`Cannot read ${files.root}: it is no database of Navidrome`);
}

/** What is asked of each file, and its path: within the folder of its library, since there are some. */
function filesIn(db: Database): {
  readonly file: string;
  readonly placeOf: (row: SqlRow) => string | undefined;
} {
  const hasLibraries = db.columnsOf("library").includes("path") &&
    db.columnsOf("media_file").includes("library_id");
  const folders = new Map(
    hasLibraries
      ? db.rows("select id, path from library").map(({ id, path = "" }) => [id, path])
      : [],
  );
  return {
    file: `f.id, f.path, f.title, f.artist${hasLibraries ? ", f.library_id" : ""}`,
    placeOf: ({ path, library_id }) => {
      const folder = folders.get(library_id);
      if (path === undefined || !folder || /^([/\\]|[A-Za-z]:)/.test(path)) return path;
      return `${folder.replace(/[/\\]+$/, "")}/${path}`;
    },
  };
}

function isNavidrome(db: Database): boolean {
  return db.columnsOf("annotation").includes("play_count") &&
    db.columnsOf("media_file").includes("path");
}

function positive(text: string | undefined): number {
  const number = numberOf(text);
  return number > 0 ? number : NaN;
}
