import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CompareAnswer } from "../compare/mod.ts";
import { Button } from "../components/mod.ts";
import { nameOf as fileName, type Space, SPACE_INFO } from "../domain/mod.ts";
import { isInside, type Projection } from "../query/mod.ts";
import type { MapPicture } from "./explore/deck_map.ts";
import { paletteOf } from "./explore/colouring.ts";
import { between, loadMaps, type MapsData } from "./two_maps/data.ts";
import { Lens } from "./two_maps/Lens.tsx";
import { type ColourId, COLOURS, coloursBy } from "./two_maps/colours.ts";
import { MapPane, type Rays } from "./two_maps/MapPane.tsx";

/** Two maps with one pointer, one lasso and one colour. */
export default function TwoMaps(
  { spaces, projection }: {
    readonly spaces: readonly [Space, Space];
    readonly projection: Projection;
  },
) {
  const data = useSignal<MapsData | undefined>(undefined);
  const step = useSignal("");
  const hovered = useSignal<number | undefined>(undefined);
  const rays = useSignal<Rays | undefined>(undefined);
  const region = useSignal<
    { readonly side: 0 | 1; readonly polygon: readonly number[] } | undefined
  >(
    undefined,
  );
  const colour = useSignal<ColourId>("disagreement");
  const morph = useSignal(0);
  const lasso = useSignal(false);
  const theme = useSignal(0);
  useEffect(() => {
    const stop = new AbortController();
    loadMaps({ spaces, projection, signal: stop.signal, onStep: (text) => step.value = text }).then(
      (loaded) => data.value = loaded,
      (error) => {
        if (!stop.signal.aborted) step.value = String(error.message);
      },
    );
    const watcher = new MutationObserver(() => theme.value++);
    watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      stop.abort();
      watcher.disconnect();
    };
  }, []);
  const selected = useComputed(() => {
    const { maps, columns } = data.value ?? {};
    if (!maps || !columns) return undefined;
    if (!region.value) return new Float32Array(columns.length).fill(1);
    const { side, polygon } = region.value;
    const xy = maps[side];
    return Float32Array.from(
      { length: columns.length },
      (_, row) => Number(isInside(polygon, { x: xy[2 * row]!, y: xy[2 * row + 1]! })),
    );
  });
  const coloured = useRef<{ key: string; colours: Uint8Array } | undefined>(undefined);
  const pictureFor = (side: 0 | 1) =>
    useComputed(() => {
      const loaded = data.value;
      const mask = selected.value;
      const [id, version] = [colour.value, theme.value];
      const ringed = [hovered.value, rays.value?.from].filter((row) => row !== undefined);
      const xy = loaded && (side === 0 ? between(loaded.maps, morph.value) : loaded.maps[1]);
      if (!loaded || !mask || !xy) return undefined;
      return (element: HTMLElement): MapPicture => {
        const palette = paletteOf(element);
        const key = `${id} ${version} ${palette.rgb("ink")}`;
        if (coloured.current?.key !== key) {
          coloured.current = { key, colours: coloursBy(loaded, { id, palette }) };
        }
        return {
          xy,
          colours: coloured.current.colours,
          selected: mask,
          dim: palette.rgb("edge"),
          ring: palette.rgb("accent"),
          ringed,
        };
      };
    });
  const pictures = [pictureFor(0), pictureFor(1)] as const;
  const nameOf = (row: number): string => {
    const texts = data.value?.columns.texts;
    const title = texts?.title[row] || fileName(texts?.path[row] ?? "");
    return texts?.artist[row] ? `${title} — ${texts.artist[row]}` : title;
  };

  async function pick(row: number | undefined): Promise<void> {
    const loaded = data.value;
    if (!loaded || row === undefined || rays.value?.from === row) {
      rays.value = undefined;
      return;
    }
    rays.value = { from: row, to: [] };
    const params = new URLSearchParams([
      ["track", loaded.columns.ids[row]!],
      ...spaces.map((space) => ["space", space]),
    ]);
    const response = await fetch(`/api/similar?${params}`);
    if (!response.ok || rays.value?.from !== row) return;
    const answer: CompareAnswer = await response.json();
    const to = answer.lists.flatMap(({ space, neighbours }) =>
      neighbours.map(({ track }) => ({ row: loaded.rows.get(track.id) ?? -1, space }))
    );
    rays.value = { from: row, to: to.filter((ray) => ray.row >= 0) };
  }

  return (
    <section class="two-maps" data-state={data.value ? "ready" : "loading"}>
      <div class="row tools-row">
        <label>
          Colour{" "}
          <select
            class="input"
            value={colour.value}
            onChange={(event) => colour.value = event.currentTarget.value as ColourId}
          >
            {COLOURS.map(([id, label]) => <option key={id} value={id}>{label}</option>)}
          </select>
        </label>
        <Button aria-pressed={lasso.value} onClick={() => lasso.value = !lasso.value}>Lasso</Button>
        {region.value && (
          <Button look="quiet" onClick={() => region.value = undefined}>Drop the lasso</Button>
        )}
        <label class="morph">
          {SPACE_INFO[spaces[0]].label}
          <input
            type="range"
            min="0"
            max="1"
            step="0.02"
            value={morph.value}
            aria-label={`Left map, from ${SPACE_INFO[spaces[0]].label} to ${
              SPACE_INFO[spaces[1]].label
            }`}
            onInput={(event) => morph.value = Number(event.currentTarget.value)}
          />
          {SPACE_INFO[spaces[1]].label}
        </label>
      </div>
      {!data.value && <p role="status" class="muted">{step.value}</p>}
      {data.value && colour.value === "disagreement" && (
        <p class="muted">
          The stronger the colour, the fewer of a track's ten nearest are the same in both spaces.
        </p>
      )}
      <div class="panes">
        {spaces.map((space, side) => (
          <figure key={space} class={`space-${space}`}>
            <figcaption>
              <span class="swatch" /> {SPACE_INFO[space].label}
            </figcaption>
            <MapPane
              label={`Map of ${SPACE_INFO[space].label}`}
              picture={pictures[side as 0 | 1]}
              rays={rays}
              lasso={lasso.value}
              nameOf={nameOf}
              hovered={hovered}
              onHover={(row) => hovered.value = row}
              onPick={(row) => void pick(row)}
              onLasso={(polygon) => region.value = { side: side as 0 | 1, polygon }}
            />
          </figure>
        ))}
      </div>
      {data.value && selected.value && (
        <Lens
          data={data.value}
          selected={selected.value}
          spaces={spaces}
          nameOf={nameOf}
          onHover={(row) => hovered.value = row}
        />
      )}
    </section>
  );
}
