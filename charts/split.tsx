import type { VNode } from "preact";
import { Frame, HatchedBox, type Href, Mark, Nothing } from "./frame.tsx";
import { px, textWidth } from "./number.ts";
import { percentText, plural } from "../domain/mod.ts";

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
export const SPLIT_HEIGHT = 92;

/** Between two labels, px. */
const GAP = 10;
/** Where labels stand: above the bar, or in one of two rows below. */
const ROWS = [18, 70, 86] as const;

/** One bar cut into named parts; labels that have no room above stand below the bar. */
export function Split({ spec, width }: { spec: SplitSpec; width: number }): VNode {
  const parts = spec.parts.filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const size = { width, height: SPLIT_HEIGHT };
  let start = 0;
  const ends = ROWS.map(() => -GAP);
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
        const places = ends.map((end) => Math.max(Math.min(from, width - long), end + GAP));
        const fits = places.findIndex((place, row) =>
          place <= width - long && (row > 0 || place <= from || place + long <= to)
        );
        const row = fits < 0 ? ROWS.length - 1 : fits;
        const x = Math.min(places[row]!, width - long);
        ends[row] = x + long;
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
            <text class="name" x={px(x)} y={ROWS[row]}>{text}</text>
          </Mark>
        );
      })}
    </Frame>
  );
}
