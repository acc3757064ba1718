import { hierarchy, treemap } from "d3-hierarchy";
import type { VNode } from "preact";
import { parentColour } from "./colours.ts";
import { Frame, type Href, Mark, Nothing, type Size } from "./frame.tsx";
import { fitText, px } from "./number.ts";
import { countText, percentText, plural } from "../domain/mod.ts";

/** A style with its parent and the number of its tracks. */
export interface TreemapLeaf {
  readonly name: string;
  readonly parent: string;
  readonly count: number;
}

/** What a treemap shows. */
export interface TreemapSpec {
  readonly leaves: readonly TreemapLeaf[];
  readonly title: string;
  readonly href?: Href<{ readonly parent: string; readonly name?: string }>;
}

interface Node {
  readonly name: string;
  readonly count?: number;
  readonly children?: readonly Node[];
}

const HEAD = 18;

/** Styles as areas within their parents. Leaves without a track are left out. */
export function Treemap({ spec, size }: { spec: TreemapSpec; size: Size }): VNode {
  const leaves = spec.leaves.filter(({ count }) => count > 0);
  const total = leaves.reduce((sum, { count }) => sum + count, 0);
  const label = `${spec.title}: treemap of ${plural(leaves.length, "style")}, ${
    plural(total, "track")
  }`;
  if (total === 0) {
    return (
      <Frame kind="treemap" size={size} label={label}>
        <Nothing size={size} reason="No styles" />
      </Frame>
    );
  }
  const groups = Map.groupBy(leaves, ({ parent }) => parent);
  const tree = hierarchy<Node>({
    name: "",
    children: [...groups].map(([name, children]) => ({ name, children })),
  }).sum(({ count }) => count ?? 0).sort((a, b) => b.value! - a.value!);
  const root = treemap<Node>().size([size.width, size.height]).paddingInner(1).paddingOuter(1)
    .paddingTop((node) => node.depth === 1 ? HEAD : 0).round(true)(tree);
  return (
    <Frame kind="treemap" size={size} label={label} linked={spec.href !== undefined}>
      {(root.children ?? []).map((parent) => (
        <g key={parent.data.name} class={parentColour(parent.data.name)}>
          <Mark
            reading={reading(parent.data.name, parent.value!, total)}
            href={spec.href?.({ parent: parent.data.name })}
          >
            <rect
              class="ground"
              x={px(parent.x0)}
              y={px(parent.y0)}
              width={px(parent.x1 - parent.x0)}
              height={px(parent.y1 - parent.y0)}
            />
            <Text
              class="strong"
              box={parent}
              text={`${parent.data.name} ${countText(parent.value!)}`}
              short={parent.data.name}
            />
          </Mark>
          {(parent.children ?? []).map((leaf) => (
            <Mark
              key={leaf.data.name}
              reading={reading(`${parent.data.name}, ${leaf.data.name}`, leaf.value!, total)}
              href={spec.href?.({ parent: parent.data.name, name: leaf.data.name })}
            >
              <rect
                class="tile"
                x={px(leaf.x0)}
                y={px(leaf.y0)}
                width={px(leaf.x1 - leaf.x0)}
                height={px(leaf.y1 - leaf.y0)}
              />
              <Text
                box={leaf}
                text={`${leaf.data.name} ${countText(leaf.value!)}`}
                short={leaf.data.name}
              />
            </Mark>
          ))}
        </g>
      ))}
    </Frame>
  );
}

function reading(name: string, count: number, total: number): string {
  return `${name}: ${plural(count, "track")} (${percentText(count, total)})`;
}

function Text(
  props: {
    readonly box: {
      readonly x0: number;
      readonly x1: number;
      readonly y0: number;
      readonly y1: number;
    };
    readonly text: string;
    /** Text to fall back on where the whole does not fit. */
    readonly short: string;
    readonly class?: string;
  },
): VNode | null {
  const { x0, x1, y0, y1 } = props.box;
  const room = x1 - x0 - 8;
  if (y1 - y0 < 15) return null;
  const size = props.class === "strong" ? 13 : 12;
  const whole = fitText(props.text, room, size);
  const text = whole === props.text ? whole : fitText(props.short, room, size);
  if (text.length < Math.min(5, props.short.length)) return null;
  return <text class={props.class ?? "name"} x={px(x0 + 4)} y={px(y0 + 13)}>{text}</text>;
}
