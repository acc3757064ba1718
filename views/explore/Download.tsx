import { useSignal } from "@preact/signals";
import { lowerFirst, type NumberDescriptor, numberDescriptorOf } from "../../domain/mod.ts";
import { PLAYLIST_FORMATS, recipeParameters } from "../../playlist/mod.ts";
import { formatParameters, type Parameter, queryParameters } from "../../query/mod.ts";
import { query } from "../../linked/mod.ts";
import { arrangeTracks, wordsOf } from "../../wire/mod.ts";
import { addToPlaylist } from "./by_hand.ts";
import { CurvePad } from "./CurvePad.tsx";
import { Menu } from "./Menu.tsx";
import { type Form, form, recipeOf, startPoints } from "./recipe_form.ts";
import { Preview } from "./Preview.tsx";

function parametersOf(form: Form, paths: readonly Parameter[] = []): string {
  const recipe = recipeParameters(recipeOf(form));
  return formatParameters([...queryParameters(query.value), ...recipe, ...paths]);
}

function addressOf(form: Form): string {
  const paths: readonly Parameter[] = form.paths === "relative"
    ? [["relative_to", form.from]]
    : form.paths === "mapped"
    ? [["from", form.from], ["to", form.to]]
    : [];
  return `/api/playlist.${form.format}?${parametersOf(form, paths)}`;
}

function isArranged(value: Form): boolean {
  return recipeParameters(recipeOf(value)).length > 0;
}

/** A playlist of what matches: order, limits, paths, format; with the curve drawn by hand. */
export function Download() {
  const { value } = form;
  const failure = useSignal("");
  const set = (change: Partial<Form>) => form.value = { ...form.peek(), ...change };
  return (
    <Menu label={isArranged(value) ? "Download, arranged" : "Download"} primary class="download">
      <Choice
        label="Order"
        value={value.kind}
        options={[
          ["given", "as in the table"],
          ["shuffle", "shuffled"],
          ["tempo", "along a tempo curve"],
          ["arousal", "along an energy curve (arousal)"],
          ["valence", "along a valence curve"],
          ["energy", "along an energy curve (VibeNet)"],
          ...(USUAL_KINDS.includes(value.kind)
            ? []
            : [[value.kind, curveName(value.kind)] as const]),
        ]}
        set={(kind) =>
          set({ kind, points: startPoints(kind) })}
      />
      {value.kind === "shuffle" && (
        <Typed
          label="Seed"
          value={String(value.seed)}
          set={(seed) => set({ seed: Number(seed) || 1 })}
        />
      )}
      {value.points.length > 0 && (
        <CurvePad
          descriptor={numberDescriptorOf(value.kind) as NumberDescriptor}
          points={value.points}
          set={(points) => set({ points })}
        />
      )}
      <div class="row">
        <Typed label="Tracks" value={value.tracks} set={(tracks) => set({ tracks })} />
        <Typed
          label="Per artist"
          value={value.perArtist}
          set={(perArtist) => set({ perArtist })}
        />
        <Typed label="Minutes" value={value.minutes} set={(minutes) => set({ minutes })} />
      </div>
      {value.points.length > 0 && <Preview parameters={parametersOf(value)} />}
      <Choice
        label="Paths"
        value={value.paths}
        options={[
          ["absolute", "absolute"],
          ["relative", "relative to a folder"],
          ["mapped", "mapped for another machine"],
        ]}
        set={(paths) => set({ paths })}
      />
      {value.paths !== "absolute" && (
        <Typed
          label={value.paths === "relative" ? "Folder of the playlist" : "Paths begin with"}
          value={value.from}
          set={(from) => set({ from })}
        />
      )}
      {value.paths === "mapped" && (
        <Typed
          label="There they begin with"
          value={value.to}
          set={(to) => set({ to })}
        />
      )}
      <Choice
        label="Format"
        value={value.format}
        options={PLAYLIST_FORMATS.map((format) => [format, format.toUpperCase()])}
        set={(format) => set({ format })}
      />
      <div class="row">
        <a class="button primary" href={addressOf(value)} download>
          Download {value.format.toUpperCase()}
        </a>
        <button
          type="button"
          class="button"
          onClick={() => {
            failure.value = "";
            saveOrder(parametersOf(value)).catch((error) => failure.value = wordsOf(error));
          }}
        >
          Save as playlist
        </button>
      </div>
      {failure.value && <p class="problem" role="alert">{failure.value}</p>}
    </Menu>
  );
}

/** Puts the tracks, in the order that the server gives them, into a playlist. */
async function saveOrder(parameters: string): Promise<void> {
  const { tracks } = await arrangeTracks(`${parameters}&limit=5000`);
  addToPlaylist(tracks.map(({ id }) => id));
}

const USUAL_KINDS: readonly string[] = [
  "given",
  "shuffle",
  "tempo",
  "arousal",
  "valence",
  "energy",
];

function curveName(descriptor: string): string {
  return `along a curve of ${lowerFirst(numberDescriptorOf(descriptor).label)}`;
}

function Choice<Value extends string>(
  { label, value, options, set }: {
    readonly label: string;
    readonly value: Value;
    readonly options: readonly (readonly [Value, string])[];
    readonly set: (value: Value) => void;
  },
) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const chosen = options.find(([name]) => name === event.currentTarget.value);
          if (chosen) set(chosen[0]);
        }}
      >
        {options.map(([name, text]) => <option key={name} value={name}>{text}</option>)}
      </select>
    </label>
  );
}

function Typed(
  { label, value, set }: {
    readonly label: string;
    readonly value: string;
    readonly set: (value: string) => void;
  },
) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      <input class="input" value={value} onInput={(event) => set(event.currentTarget.value)} />
    </label>
  );
}
