import type { VNode } from "preact";
import { Frame, HatchedBox, type Href, Mark, Nothing } from "./frame.tsx";
import { percentText, plural, px, textWidth } from "./number.ts";

/** A part of a whole, in the order drawn. */
export interface SplitPart {
  readonly name: string;
  readonly count: number;
  /** `solid` in the class's colour, `hollow` for what is undecided, `missing` hatched. */
  readonly kind: "solid" | "hollow" | "missing";
  readonly colour?: string;
}

/** What a split bar shows. */
export interface SplitSpec {
  readonly parts: readonly SplitPart[];
  readonly title: string;
  readonly href?: Href<SplitPart>;
}

/** Height of a split bar with its labels, px. */
export const SPLIT_HEIGHT = 76;

/** Between two labels, px. */
const GAP = 10;

/** One bar cut into named parts; a label that has no room above stands below the bar. */
export function Split({ spec, width }: { spec: SplitSpec; width: number }): VNode {
  const parts = spec.parts.filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const size = { width, height: SPLIT_HEIGHT };
  let start = 0;
  let above = -GAP;
  let below = -GAP;
  return (
    <Frame
      kind="split"
      size={size}
      label={`${spec.title}: ${
        parts.map(({ name, count }) => `${name} ${percentText(count, total)}`).join(", ") ||
        "no tracks"
      }`}
      linked={spec.href !== undefined}
    >
      {total === 0 && <Nothing size={size} reason="No tracks" />}
      {parts.map((part) => {
        const from = start / total * width;
        start += part.count;
        const to = start / total * width;
        const box = { x: from + 0.5, y: 26, width: Math.max(0.5, to - from - 1), height: 28 };
        const text = `${part.name} ${percentText(part.count, total, 0)}`;
        const long = textWidth(text);
        const beside = Math.max(from, above + GAP);
        const room = width - long;
        const low = beside > from && beside + long > to || room < above + GAP;
        const x = Math.min(low ? Math.max(from, below + GAP) : beside, room);
        if (low) below = x + long;
        else above = x + long;
        return (
          <Mark
            key={part.name}
            reading={`${part.name}: ${plural(part.count, "track")} (${
              percentText(part.count, total)
            })`}
            href={spec.href?.(part)}
          >
            {part.kind === "missing" ? <HatchedBox {...box} /> : (
              <rect
                class={`bar ${part.kind} ${part.colour ?? ""}`.trimEnd()}
                x={px(box.x)}
                y={box.y}
                width={px(box.width)}
                height={box.height}
              />
            )}
            <text class="name" x={px(x)} y={low ? 70 : 18}>{text}</text>
          </Mark>
        );
      })}
    </Frame>
  );
}
