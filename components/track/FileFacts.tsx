import type { ComponentChildren, VNode } from "preact";
import { countText, numberText, type Tags, type Track } from "../../domain/mod.ts";
import { clock } from "../mod.ts";
import { trackHref, type Twin } from "./facts.ts";

type Entry = readonly [name: string, value: ComponentChildren];

/** What the file's own tags say. */
export function TagFacts({ tags }: { readonly tags: Tags }): VNode {
  const entries: readonly Entry[] = [
    ["Title", tags.title],
    ["Artist", tags.artist],
    ["Artists", tags.artists?.join(" · ")],
    ["Album", tags.album],
    ["Album artist", tags.albumArtist],
    ["Composer", tags.composer],
    ["Genres", tags.genres?.join("; ")],
    ["Year", tags.year],
    ["Release", tags.date],
    ["Original release", tags.originalDate],
    ["Track", tags.trackNumber],
    ["Disc", tags.discNumber],
    ["Compilation", tags.compilation && "yes"],
  ];
  const said = entries.filter(([, value]) => value !== undefined && value !== "");
  const silent = entries.filter(([, value]) => value === undefined || value === "");
  return (
    <section class="panel" aria-label="Tags in the file">
      <header>
        <h2>Tags in the file</h2>
      </header>
      <Facts entries={said} />
      {silent.length > 0 && (
        <footer>Not tagged: {silent.map(([name]) => name.toLowerCase()).join(", ")}.</footer>
      )}
    </section>
  );
}

/** What is known of the file itself, and other files with the same audio. */
export function FileFacts(
  { track, duplicates }: { readonly track: Track; readonly duplicates: readonly Twin[] },
): VNode {
  const { file } = track;
  const codec = file.container === "" || file.container === file.codec
    ? file.codec
    : `${file.codec} in ${file.container}`;
  const entries: readonly Entry[] = [
    ["Path", <code key="code" class="path">{track.path}</code>],
    ["Format", codec],
    ["Duration", `${clock(file.duration)} (${numberText(file.duration, 2)} s)`],
    ["Sample rate", `${countText(file.sampleRate)} Hz`],
    ["Channels", file.channels === 0 ? MISSING : file.channels],
    ["Bit rate", file.bitRate === undefined ? MISSING : `${numberText(file.bitRate, 0)} kbit/s`],
    ["Size", file.size === 0 ? MISSING : `${numberText(file.size / 1e6, 2)} MB`],
    ["Modified", day(file.modified)],
    ["Added", day(track.added)],
    ["Analysed", day(track.analysed)],
    ["Cover", file.hasCover ? "yes" : track.audio ? "no" : MISSING],
    [
      "Audio hash",
      file.hash === "" ? MISSING : <code key="code" class="path">{file.hash.slice(0, 20)}…</code>,
    ],
    ["Damage", file.damage],
    ["Downmix", file.downmix],
    [
      "Heard",
      file.heard &&
      `${clock(file.heard[0])} to ${clock(file.heard[1])}; too long to be heard whole`,
    ],
    ["Notes", file.notes?.join("; ")],
    ["Audio", track.audio ? undefined : "imported without it"],
  ];
  return (
    <section class="panel" aria-label="File">
      <header>
        <h2>File</h2>
      </header>
      <Facts entries={entries.filter(([, value]) => value !== undefined)} />
      {duplicates.length > 0 && (
        <>
          <h3>The same audio</h3>
          <ul class="plain">
            {duplicates.map(({ id, title, path }) => (
              <li key={id}>
                <a href={trackHref(id)}>{title}</a> <span class="muted path">{path}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What stands for a value that an import, or a file that was only dropped, has not. */
const MISSING = "–";

/** Day of an instant; 0 where it is not known. */
function day(at: number): string {
  return at === 0 ? MISSING : new Date(at).toISOString().slice(0, 10);
}

function Facts({ entries }: { readonly entries: readonly Entry[] }): VNode {
  return (
    <dl class="fact-list">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
