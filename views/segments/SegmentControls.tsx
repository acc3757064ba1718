import { buttonClass } from "../../components/mod.ts";
import { ACTIVATION_CLASSES, ACTIVATION_SETS, fold, plural, splitStyle } from "../../domain/mod.ts";
import { MOST_EVERY, MOST_SEGMENT_TRACKS } from "../../similar/mod.ts";
import { brushed, columns, hasActivations, written } from "../../linked/mod.ts";
import { draws } from "./caught.ts";
import { HEARD, type Settings, settings, SHOWN } from "./state.ts";

/** What is drawn, of which tracks, and what is heard. */
export function SegmentControls({ second }: {
  /** What a second map shows at first. */
  readonly second: Settings["right"];
}) {
  const now = settings.value;
  const set = (changes: Partial<Settings>) => settings.value = { ...settings.peek(), ...changes };
  const matching = brushed.value?.selection.count ?? 0;
  const number = (
    name: "tracks" | "every",
    { most, label, title }: {
      readonly most: number;
      readonly label: string;
      readonly title: string;
    },
  ) => (
    <label title={title}>
      {label}
      <input
        class="input"
        type="number"
        min="1"
        max={most}
        value={now[name]}
        onChange={(event) => {
          const value = event.currentTarget.valueAsNumber;
          if (Number.isInteger(value) && value >= 1 && value <= most) set({ [name]: value });
        }}
      />
    </label>
  );
  return (
    <div class="segment-controls">
      <Choice
        label="Show"
        options={SHOWN}
        value={now.shown}
        title="Averages: one mark a track, the larger the more its segments differ. Trajectories: lines through the segments in time"
        onChoose={(shown) => set({ shown })}
      />
      {number("tracks", {
        most: MOST_SEGMENT_TRACKS,
        label: "tracks",
        title: "How many of those that match are drawn",
      })}
      <Choice
        label="of those that match"
        options={["first", "spread"] as const}
        value={now.first ? "first" : "spread"}
        title={`${plural(matching, "track")} match; first: from the top, spread: every n-th`}
        onChoose={(pick) => set({ first: pick === "first" })}
      />
      {number("every", {
        most: MOST_EVERY,
        label: "every n-th segment",
        title: "1 draws all segments that are kept, up to 20 a track",
      })}
      <Choice
        label="Play on"
        options={HEARD}
        value={now.heard}
        title="When the moment under the pointer is played"
        onChoose={(heard) => set({ heard })}
      />
      {(["First group", "Second group"] as const).map((name, i) => (
        <label key={name} title="Words of a class, artist, album or title to highlight">
          <span class={`group-hue cat-${i + 1}`} aria-hidden="true" />
          {name}
          <input
            class="input"
            list="segment-names"
            value={now.groups[i]}
            onChange={(event) => {
              const [a, b] = now.groups.with(i, event.currentTarget.value.trim());
              set({ groups: [a!, b!] });
            }}
          />
        </label>
      ))}
      <Names />
      <label class="check">
        <input
          type="checkbox"
          checked={now.right !== undefined}
          onChange={(event) => set({ right: event.currentTarget.checked ? second : undefined })}
        />
        two maps
      </label>
      <button
        type="button"
        class={buttonClass("quiet")}
        aria-pressed={draws.value}
        title="A drag draws around marks; their tracks can be queued and pinned"
        onClick={() => draws.value = !draws.peek()}
      >
        lasso
      </button>
      <a href={`/explore?${written.value}`}>Choose tracks in Explore</a>
    </div>
  );
}

function Choice<Name extends string>({ label, options, value, title, onChoose }: {
  readonly label: string;
  readonly options: readonly Name[];
  readonly value: Name;
  readonly title: string;
  readonly onChoose: (name: Name) => void;
}) {
  return (
    <label title={title}>
      {label}
      <select
        class="input"
        value={value}
        onChange={(event) => {
          const found = options.find((name) => name === event.currentTarget.value);
          if (found) onChoose(found);
        }}
      >
        {options.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
    </label>
  );
}

/** Artists and classes to choose a group from. */
function Names() {
  const all = columns.value;
  if (!all) return null;
  const artists = new Map(all.texts.artist.map((name) => [fold(name), name]));
  artists.delete("");
  const classes = new Set(
    ACTIVATION_SETS.filter((set) => hasActivations(all, set))
      .flatMap((set) => ACTIVATION_CLASSES[set].map((name) => splitStyle(name).name)),
  );
  return (
    <datalist id="segment-names">
      {[...classes].map((name) => <option key={name} value={name} />)}
      {[...artists.values()].slice(0, 2000).map((name) => <option key={name} value={name} />)}
    </datalist>
  );
}
