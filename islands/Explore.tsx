import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { EmptyState } from "../components/mod.ts";
import { type KeyProfile, plural, type Space } from "../domain/mod.ts";
import { readPlaylist } from "../playlist/mod.ts";
import { formatQuery } from "../query/mod.ts";
import {
  brushed,
  Changed,
  Chips,
  followAddress,
  loading,
  openQuery,
  query,
  type ReadOthers,
  recommend,
  useColumns,
  view,
} from "../linked/mod.ts";
import { Drawer } from "../views/explore/Drawer.tsx";
import { Filters } from "../views/explore/Filters.tsx";
import { Groups } from "../views/explore/Groups.tsx";
import { Histograms } from "../views/explore/Histograms.tsx";
import { Inspector } from "../views/explore/Inspector.tsx";
import { useTitles } from "../views/explore/inspecting.ts";
import { MapView } from "../views/explore/MapView.tsx";
import { LabelDialog } from "../views/explore/LabelDialog.tsx";
import { PlaylistDialog } from "../views/explore/PlaylistDialog.tsx";
import { hasRecipe, openRecipe } from "../views/explore/recipe_form.ts";
import { NothingMatches, ResultBar } from "../views/explore/ResultBar.tsx";
import { TrackTable } from "../views/explore/TrackTable.tsx";
import { LeftOfWords, Words } from "../views/explore/Words.tsx";

/** What the server says before the columns are there. */
export interface ExploreProps {
  readonly tracks: number;
  /** Embedding spaces that the collection has. */
  readonly spaces: readonly Space[];
  /** The key profile that the overview recommends for this collection. */
  readonly profile: KeyProfile;
  /** The command that adds music to this collection. */
  readonly command: string;
}

/** The collection with everything linked: whatever one touches filters everything else. */
export default function Explore({ tracks, spaces, profile, command }: ExploreProps) {
  recommend(profile);
  const said = useSignal("");
  const { version, reload } = useColumns(tracks);
  useEffect(() => followAddress(readRecipe), []);
  useTitles();
  if (tracks === 0) {
    return (
      <EmptyState title="No tracks yet" command={command}>
        Explore shows a collection once it has been analysed. The command can run while this page is
        open.
      </EmptyState>
    );
  }
  return (
    <div
      class="explore"
      data-state={loading.value.state}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file) openDropped(file).then((words) => said.value = words);
      }}
    >
      <Sheet />
      <div class="centre">
        <div class="asked">
          <Words />
          <div class="set">
            <Chips />
          </div>
        </div>
        <LeftOfWords />
        {said.value && <p class="problem" role="status">{said.value}</p>}
        {loading.value.state === "failed" && (
          <p class="problem" role="alert">{loading.value.reason}</p>
        )}
        <Changed version={version} reload={reload} />
        <MapView key={version} spaces={spaces} />
        {loading.value.state === "loading" && (
          <p class="muted" role="status">Loading {plural(tracks, "track")}…</p>
        )}
        <Drawer head={<ResultBar />}>
          <NothingMatches />
          {view.value.groups ? <Groups /> : <TrackTable />}
        </Drawer>
      </div>
      <Inspector />
      <LabelDialog reload={reload} />
      <PlaylistDialog query={() => formatQuery(query.peek())} />
    </div>
  );
}

/** Filters and histograms: at the sides where there is room, in a sheet on a small screen. */
function Sheet() {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!open.value) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.key !== "Escape" || target.closest("dialog, input, select, [role=slider]")) return;
      open.value = false;
      button.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open.value]);
  const set = Object.keys(query.value.clauses).length;
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button sheet-button"
        aria-expanded={open.value}
        onClick={() => open.value = !open.value}
      >
        {open.value
          ? `Show ${plural(brushed.value?.selection.count ?? 0, "track")}`
          : `Filters${set > 0 ? ` (${set})` : ""}`}
      </button>
      <aside
        class={open.value ? "side filters-side open" : "side filters-side"}
        aria-label="Filters"
      >
        <Filters />
      </aside>
      <aside
        class={open.value ? "side histograms-side open" : "side histograms-side"}
        aria-label="Histograms"
      >
        <Histograms />
      </aside>
    </>
  );
}

/** Puts the recipe of an address into the form of the download, where it holds one. */
const readRecipe: ReadOthers = (params) => hasRecipe(params) ? openRecipe(params) : [];

/** Opens the query that a dropped playlist was made with; gives what to say if it cannot. */
async function openDropped(file: File): Promise<string> {
  try {
    const playlist = readPlaylist(await file.text());
    if (playlist.query === "") return `${file.name} holds no query of Fonoteca, only its tracks`;
    openQuery(playlist.query, openRecipe);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
