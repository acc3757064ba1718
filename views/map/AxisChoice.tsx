import { useSignal } from "@preact/signals";
import { useId, useMemo } from "preact/hooks";
import {
  ACTIVATION_CLASSES,
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type Axis,
  axisLabel,
  axisNamed,
  axisText,
  type Columns,
  type Layout,
  layoutOf,
  MOST_COMPONENTS,
  type Projection,
  projectionOf,
  spaceInfo,
} from "../../domain/mod.ts";
import { columns, hasActivations, type MapName, shownNumbers } from "../../linked/mod.ts";

/** Which two components or raw axes a map shows; nothing where its projection has no such choice. */
export function AxisChoice(
  { map, label = "", onChoose }: {
    readonly map: MapName;
    /** Which of several maps. */
    readonly label?: string;
    readonly onChoose: (projection: Projection) => void;
  },
) {
  const layout = layoutOf(map.projection);
  const of = label && `, ${label}`;
  if ("components" in layout) {
    return <Components layout={layout} of={of} onChoose={onChoose} />;
  }
  return layout.method === "raw"
    ? <RawAxes key={map.space} map={map} layout={layout} of={of} onChoose={onChoose} />
    : null;
}

function Components(
  { layout, of, onChoose }: {
    readonly layout: Extract<Layout, { readonly method: "pca" | "std" }>;
    readonly of: string;
    readonly onChoose: (projection: Projection) => void;
  },
) {
  const { components } = layout;
  const choose = (side: number, component: number) => {
    const [across, up] = components.with(side, component);
    const other = components[side]!;
    const pair: [number, number] = across !== up
      ? [across!, up!]
      : side === 0
      ? [component, other]
      : [other, component];
    onChoose(projectionOf({ ...layout, components: pair }));
  };
  return (
    <>
      {(["across", "up"] as const).map((name, side) => (
        <label key={name}>
          <span class="visually-hidden">Component {name}{of}</span>
          <select
            class="input component"
            title={`Component ${name}`}
            value={components[side]}
            onChange={(event) => choose(side, Number(event.currentTarget.value))}
          >
            {Array.from(
              { length: MOST_COMPONENTS },
              (_, i) => <option key={i} value={i + 1}>PC {i + 1}</option>,
            )}
          </select>
        </label>
      ))}
    </>
  );
}

function RawAxes(
  { map, layout, of, onChoose }: {
    readonly map: MapName;
    readonly layout: Extract<Layout, { readonly method: "raw" }>;
    readonly of: string;
    readonly onChoose: (projection: Projection) => void;
  },
) {
  const list = useId();
  const wrong = useSignal(-1);
  const all = columns.value;
  const choices = useMemo(() => all ? axesOf(all, map) : new Map<string, string>(), [
    all,
    map.space,
  ]);
  const { axes } = layout;
  const choose = (side: number, axis: Axis) => {
    const [x, y] = axes.with(side, axis);
    onChoose(projectionOf({ method: "raw", axes: [x!, y!] }));
  };
  return (
    <>
      <datalist id={list}>
        {[...choices.keys()].map((name) => <option key={name} value={name} />)}
      </datalist>
      {(["across", "up"] as const).map((name, side) => {
        const axis = axes[side]!;
        return (
          <span key={name} class="raw-axis">
            <label>
              <span class="visually-hidden">Axis {name}{of}</span>
              <input
                class="input"
                list={list}
                title={`Axis ${name}: a descriptor, class or dimension`}
                value={nameOf(axis, choices)}
                aria-invalid={wrong.value === side}
                onFocus={(event) => event.currentTarget.select()}
                onChange={(event) => {
                  const text = choices.get(event.currentTarget.value);
                  const chosen = text === undefined ? undefined : axisNamed(text);
                  wrong.value = chosen ? -1 : side;
                  if (chosen) choose(side, { ...chosen, log: axis.log });
                }}
              />
            </label>
            <label class="check" title="Logarithmic: what is 0 or below is left out">
              <input
                type="checkbox"
                checked={axis.log}
                aria-label={`Axis ${name} logarithmic${of}`}
                onChange={(event) => choose(side, { ...axis, log: event.currentTarget.checked })}
              />
              log
            </label>
          </span>
        );
      })}
    </>
  );
}

/** The raw axes that a collection has, by what they are called in a list: the text of each. */
function axesOf(all: Columns, { space }: MapName): Map<string, string> {
  const choices = new Map<string, string>();
  const { first, others } = shownNumbers(all);
  for (const { id, label } of [...first, ...others]) choices.set(label, id);
  for (const set of ACTIVATION_SETS.filter((set) => hasActivations(all, set))) {
    const { word, one } = ACTIVATION_INFO[set];
    ACTIVATION_CLASSES[set].forEach((name, i) => choices.set(`${one}: ${name}`, `${word}${i + 1}`));
  }
  const { dimensions = 0 } = spaceInfo(space);
  for (let i = 1; i <= dimensions; i++) choices.set(`dimension ${i}`, `dim${i}`);
  return choices;
}

function nameOf(axis: Axis, choices: ReadonlyMap<string, string>): string {
  const plain = { ...axis, log: false };
  const text = axisText(plain);
  for (const [name, written] of choices) if (written === text) return name;
  return axisLabel(plain);
}
