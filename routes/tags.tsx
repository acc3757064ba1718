import { Command, EmptyState } from "../components/mod.ts";
import { type PlanChoices, PlanFilters } from "../components/tags/PlanFilters.tsx";
import { type PlanRow, PlanTable } from "../components/tags/PlanTable.tsx";
import { define } from "../define.ts";
import { countText, playableAt, plural } from "../domain/mod.ts";
import { commandFor, type Library, nextCommand, shellWord } from "../library/mod.ts";
import {
  filesOfPlan,
  folderOfAll,
  type KeptPlan,
  keptPlan,
  narrowPlan,
  PLAN_PARTS,
  type PlanCounts,
  planCounts,
  type PlanFilter,
  planFilterIn,
  planFilterText,
  type PlannedFile,
  type PlanPart,
  TaggingError,
} from "../tagging/mod.ts";
import { wholeIn } from "../query/mod.ts";
import { asset, Head, page } from "../web/mod.ts";
import { PLAIN_LIMIT } from "./_plain_list.ts";

const LABELS: Readonly<Record<PlanPart, string>> = {
  tag: "Tag",
  format: "Format",
  certainty: "Certainty",
  change: "Change",
};

export const handler = define.handlers({
  async GET({ state: { library }, url: { searchParams } }) {
    const there = library.collection.columns.length;
    const make = nextCommand(library.store, {
      command: "tag plan --write bpm,key --sure",
      there,
    });
    const kept = await keptPlan(library.store);
    if (!kept) {
      return page({ empty: there === 0, make });
    }
    const read = await filesOf(kept);
    if (typeof read === "string") return page({ make, kept, fault: read });
    const filter = planFilterIn(searchParams);
    const files = await narrowPlan(read, filter);
    const from = wholeIn(searchParams, {
      name: "from",
      usual: 0,
      range: [0, Math.max(0, files.length - 1)],
    });
    const rows = await Promise.all(
      files.slice(from, from + PLAIN_LIMIT).map((file) => rowOf(library, file)),
    );
    const only = planFilterText(filter);
    const part = only === "" ? "" : ` --only ${shellWord(only)}`;
    const words = `tag apply ${shellWord(kept.path)} --music ${shellWord(folderOfAll(files))}`;
    return page({
      make,
      kept,
      shown: {
        all: { files: read.length, changes: changesIn(read) },
        part: { files: files.length, changes: changesIn(files) },
        choices: choicesOf(await planCounts(read, filter), filter),
        only,
        from,
        rows,
        apply: commandFor(library.store, words + part),
      },
    });
  },
});

interface Shown {
  readonly all: { readonly files: number; readonly changes: number };
  readonly part: { readonly files: number; readonly changes: number };
  readonly choices: readonly PlanChoices[];
  /** The filter as written. */
  readonly only: string;
  readonly from: number;
  readonly rows: readonly PlanRow[];
  readonly apply: string;
}

interface Data {
  /** Whether no track was analysed yet. */
  readonly empty?: boolean;
  readonly make: string;
  readonly kept?: KeptPlan;
  readonly fault?: string;
  readonly shown?: Shown;
}

/** The plan's files, or why they cannot be read. */
async function filesOf({ path }: KeptPlan): Promise<readonly PlannedFile[] | string> {
  try {
    return await filesOfPlan(path);
  } catch (error) {
    if (error instanceof TaggingError) return error.message;
    throw error;
  }
}

function changesIn(files: readonly PlannedFile[]): number {
  return files.reduce((sum, { changes }) => sum + changes.length, 0);
}

async function rowOf({ collection, store }: Library, file: PlannedFile): Promise<PlanRow> {
  const row = collection.row(file.id);
  const known = await store.getTrack(file.id);
  const trouble = !known || known.path !== file.path
    ? "the collection knows no such file"
    : known.file.size !== file.size || known.file.modified !== file.modified
    ? "it has changed since the plan was made"
    : undefined;
  const track = row === undefined ? undefined : playableAt(collection.columns, row);
  return { path: file.path, track, trouble, changes: file.changes };
}

function choicesOf(counts: PlanCounts, filter: PlanFilter): readonly PlanChoices[] {
  return PLAN_PARTS.map((part) => {
    const chosen = filter[part];
    const gone = chosen.filter((value) => !counts[part].some((one) => one.value === value))
      .map((value) => ({ value, changes: 0 }));
    return {
      label: LABELS[part],
      choices: [...counts[part], ...gone].map(({ value, changes }) => {
        const on = chosen.includes(value);
        const next = on ? chosen.filter((one) => one !== value) : [...chosen, value];
        return { value, changes, on, href: addressOf(planFilterText({ ...filter, [part]: next })) };
      }),
    };
  });
}

function addressOf(only: string, from = 0): string {
  const written = [only, from > 0 ? `from=${from}` : ""].filter(Boolean).join("&");
  return written === "" ? "/tags" : `/tags?${written}`;
}

/** The latest plan of tags, to be read before it is applied; this page cannot write. */
export default define.page<typeof handler>(({ data }) => {
  const { make, empty, kept, fault, shown }: Data = data;
  return (
    <div class="page tags">
      <Head>
        <title>Tags · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/tags.css")} />
      </Head>
      <header class="page-head">
        <h1>What would be written into the files?</h1>
        <p class="prose muted">
          The plan of tags that was made last. This page reads it; only the command writes, and what
          it wrote can be taken back.
        </p>
      </header>
      {!kept && (
        <EmptyState title="No plan yet" command={make}>
          A plan says which tags of your files would change, and writes nothing.{" "}
          {empty ? "It is made of tracks that were analysed, and there is none yet." : (
            <>
              This one asks for tempo and key where they are sure; <code>deno task tag --help</code>
              {" "}
              has the rest.
            </>
          )}
        </EmptyState>
      )}
      {kept && fault && (
        <EmptyState title="The plan cannot be read" command={make}>
          {fault}. A new one takes its place:
        </EmptyState>
      )}
      {kept && shown && <Plan kept={kept} shown={shown} make={make} />}
    </div>
  );
});

function Plan(
  { kept, shown, make }: {
    readonly kept: KeptPlan;
    readonly shown: Shown;
    readonly make: string;
  },
) {
  const { all, part, choices, only, from, rows, apply } = shown;
  const whole = only === "";
  return (
    <>
      <Told kept={kept} />
      {all.changes === 0
        ? (
          <EmptyState title="Nothing would change" command={make}>
            The files say already what was to be written, or nothing sure was found of them.
          </EmptyState>
        )
        : (
          <>
            <PlanFilters parts={choices} />
            <h2>
              {!whole && `${countText(part.changes)} of `}
              {plural(all.changes, "tag")} in {!whole && `${countText(part.files)} of `}
              {plural(all.files, "file")}
            </h2>
            {part.files === 0
              ? (
                <p>
                  Nothing of the plan is all of this at once. <a href="/tags">All of the plan</a>
                </p>
              )
              : (
                <>
                  <p class="plan-apply">
                    To write {whole ? "all of it" : "these"}: <Command text={apply} />
                  </p>
                  <Meanings />
                  <PlanTable rows={rows} />
                  <p class="row">
                    {from > 0 && (
                      <a href={addressOf(only, Math.max(0, from - PLAIN_LIMIT))}>
                        Previous {PLAIN_LIMIT}
                      </a>
                    )}
                    <span class="muted num">
                      {countText(from + 1)} to {countText(from + rows.length)} of{" "}
                      {plural(part.files, "file")}
                    </span>
                    {from + rows.length < part.files && (
                      <a href={addressOf(only, from + PLAIN_LIMIT)}>Next {PLAIN_LIMIT}</a>
                    )}
                  </p>
                </>
              )}
          </>
        )}
    </>
  );
}

function Told({ kept: { path, made, tracks, left, leftFiles, applied } }: { kept: KeptPlan }) {
  return (
    <>
      <p class="muted">
        Made <Moment at={made} /> of {plural(tracks, "track")}: <code>{path}</code>
      </p>
      {applied && (
        <p class="notice">
          Applied <Moment at={applied.at} />: {plural(applied.written, "file")} written, {countText(
            applied.left,
          )} left. What was written counts as changed below.
        </p>
      )}
      {left > 0 && (
        <details>
          <summary>{plural(left, "file")} could not be planned</summary>
          <ul>
            {leftFiles.map(({ path, reason }) => (
              <li key={path}>
                <span class="plan-path">{path}</span>: {reason}
              </li>
            ))}
          </ul>
          {left > leftFiles.length && <p class="muted">The first {leftFiles.length} are listed.</p>}
        </details>
      )}
    </>
  );
}

function Moment({ at }: { readonly at: number }) {
  const text = new Date(at).toISOString();
  return <time dateTime={text}>{text.slice(0, 16).replace("T", " ")} UTC</time>;
}

function Meanings() {
  return (
    <details>
      <summary>What the certainties mean</summary>
      <dl class="plan-meanings">
        <dt>measured</dt>
        <dd>loudness, by BS.1770</dd>
        <dt>sure</dt>
        <dd>
          a key of all three profiles; a tempo whose octave TempoCNN, or without it the tempo's
          doubt, does not leave open
        </dd>
        <dt>two profiles agree, profiles differ</dt>
        <dd>on the key; the one that was asked for is among the two, or alone</dd>
        <dt>octave open, octave unknown</dt>
        <dd>half or double the tempo is likely too; nothing is known of it</dd>
        <dt>estimated</dt>
        <dd>by a network: styles, moods, energy</dd>
      </dl>
    </details>
  );
}
