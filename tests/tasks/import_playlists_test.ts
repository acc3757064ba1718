import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { savedPlaylists } from "../../library/mod.ts";
import { openStore } from "../../store/mod.ts";
import { run as exportRun } from "../../tasks/export.ts";
import { run as importRun } from "../../tasks/import.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { inFolder } from "./_command.ts";

/** Runs a command here; what it said. */
async function said(run: typeof importRun, ...args: readonly string[]): Promise<string> {
  const [log, error] = [console.log, console.error];
  const lines: string[] = [];
  console.log = console.error = (line: string) => lines.push(line);
  try {
    await run(args);
  } finally {
    [console.log, console.error] = [log, error];
  }
  return lines.join("\n");
}

Deno.test("playlists come in from M3U and Rekordbox, once each, and say what was found", async () => {
  await inFolder(async (folder) => {
    const db = `${folder}/x.kv`;
    const lists = async () => {
      using store = await openStore(db);
      const all = await savedPlaylists({ store }).list();
      return all.map(({ value: { name, tracks } }) => [name, ...tracks]).sort();
    };
    using store = await openStore(db);
    for (const [id, path] of [["a", "Ä/one.mp3"], ["b", "Ä/two.mp3"]] as const) {
      await store.putTrack(trackOf(id, { path: `${folder}/music/${path}` }));
    }
    const m3u =
      `../music/\xc4/two.mp3\r\n#EXTINF:1,x\r\nC:\\Elsewhere\\\xc4\\one.wav\r\nmissing.mp3\r\n`;
    await Deno.mkdir(`${folder}/lists`);
    const path = `${folder}/lists/Friday.m3u`;
    await Deno.writeFile(path, Uint8Array.from(m3u, (char) => char.charCodeAt(0)));
    assert.match(await said(importRun, path, "--db", db, "--dry-run"), /^Friday: 2 of 3 found/);
    assert.deepEqual(await lists(), []);
    const first = await said(importRun, path, "--db", db);
    assert.match(first, /^Friday: 2 of 3 found \(1 by path, 1 by folder and name\)$/m);
    assert.match(first, /^ {2}missing\.mp3: not in the collection$/m);
    assert.match(
      await said(importRun, path, "--db", db),
      /It is there already, with the same tracks/,
    );
    assert.deepEqual(await lists(), [["Friday", "b", "a"]]);

    const plain = `${folder}/lists/Plain.m3u8`;
    await Deno.writeTextFile(plain, "\ufeff../music/Ä/two.mp3\n../music/Ä/one.mp3\n");
    const found = await said(importRun, plain, "--db", db, "--dry-run");
    assert.match(found, /^Plain: 2 of 2 found \(2 by path\)$/m);

    const xml = `${folder}/out.xml`;
    const out = await said(exportRun, "--db", db, "--format", "rekordbox", "--out", xml);
    assert.match(
      out,
      /^Exported 2 tracks and 1 playlist to .*; beat grids of 0, the audio of 2 cannot be read$/,
    );
    assert.match(
      await said(importRun, xml, "--db", db),
      /^Friday: 2 of 2 found \(2 by path\)\n {2}It is there already/,
    );
    await said(exportRun, "--db", db, "--format", "m3u8", "--out", `${folder}/crates`);
    assert.match(await said(importRun, `${folder}/crates/Friday.m3u8`, "--db", db), /2 of 2 found/);
    const navidrome = new DatabaseSync(`${folder}/navidrome.db`);
    navidrome.exec(`
      create table annotation (item_id text, play_count integer);
      create table media_file (id text, path text, title text, artist text);
      create table playlist (id text, name text);
      create table playlist_tracks (id integer, playlist_id text, media_file_id text);
      insert into media_file values ('1', 'Ä/one.mp3', '', ''), ('2', 'x/other.mp3', 'Title of b', 'Artist');
      insert into playlist values ('p', 'From Navidrome');
      insert into playlist_tracks values (2, 'p', '1'), (1, 'p', '2')`);
    navidrome.close();
    const listed = await said(importRun, `${folder}/navidrome.db`, "--db", db);
    assert.match(listed, /^From Navidrome: 2 of 2 found \(1 by path, 1 by artist and title\)$/);
    assert.deepEqual((await lists()).at(-1), ["From Navidrome", "b", "a"]);
    await Deno.writeTextFile(`${folder}/none.xml`, "<a/>");
    assert.match(
      await said(importRun, `${folder}/none.xml`, "--db", db),
      /^Cannot read Rekordbox XML: /,
    );
  });
});
