import { numberOf, type Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import type { SourceFiles } from "../files.ts";
import { type Said, saidDrafts } from "./_said.ts";
import { Database } from "./_sqlite.ts";

const MARKED = `
  select f.id, f.path, f.title, f.artist, f.album, a.play_count, a.rating, a.starred, u.user_name
  from annotation a
  join media_file f on f.id = a.item_id
  left join user u on u.id = a.user_id
  where a.item_type = 'media_file'`;

const LISTED = `
  select p.id as playlist, p.name, f.path, f.title, f.artist
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
    const rows = db.rows(MARKED);
    const byUser = Map.groupBy(rows, ({ user_name }) => user_name ?? "");
    if (byUser.size === 0) {
      throw new LabelError(
        `Cannot read ${files.root}: nobody has starred, rated or played anything`,
      );
    }
    return [...byUser].flatMap(([user, marks]) => {
      const said = marks.map(({ id, path, title, artist, album, play_count, rating, starred }) => ({
        key: path ?? id!,
        path,
        title,
        artist,
        album,
        words: { starred: starred === "1" || starred === "true" ? ["starred"] : [] },
        numbers: { plays: positive(play_count), rating: positive(rating) },
      } satisfies Said));
      return saidDrafts(said, {
        title: byUser.size > 1 ? `Navidrome ${user}` : "Navidrome",
        warnings: [
          "What a server that runs has not written through yet is not seen: stop it first",
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
  const rows = (await opened(files)).rows(LISTED);
  return [...Map.groupBy(rows, ({ playlist }) => playlist)].map(([, entries]) => ({
    name: entries[0]!.name ?? "Navidrome",
    entries: entries.map(({ path = "", artist, title }) => ({ path, artist, title })),
  }));
}

async function opened(files: SourceFiles): Promise<Database> {
  const db = await Database.in(files);
  if (db && isNavidrome(db)) return db;
  throw new LabelError(`Cannot read ${files.root}: it is no database of Navidrome`);
}

function isNavidrome(db: Database): boolean {
  return db.columnsOf("annotation").includes("play_count") &&
    db.columnsOf("media_file").includes("path");
}

function positive(text: string | undefined): number {
  const number = numberOf(text);
  return number > 0 ? number : NaN;
}
