import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { numberText } from "../domain/mod.ts";
import { Frame, Nothing, type Size } from "./frame.tsx";
import { fitText, px, textWidth } from "./number.ts";

/** What a pair of vectors shows. */
export interface VectorPairSpec {
  /** Of length 1, same shape. */
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly names: readonly [string, string];
}

const [LEFT, RIGHT, TOP, GAP, BOTTOM] = [12, 12, 26, 34, 26];

/**
 * Two vectors over their dimensions, and below what each dimension adds to their cosine. What adds most is
 * named to those who do not see it.
 */
export function VectorPair({ spec, size }: { spec: VectorPairSpec; size: Size }): VNode {
  const { first, second, names } = spec;
  const n = first.length;
  const products = Float64Array.from({ length: n }, (_, i) => first[i]! * second[i]!);
  const cosine = products.reduce((sum, product) => sum + product, 0);
  const most = (values: ArrayLike<number>) =>
    Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const height = (size.height - TOP - GAP - BOTTOM) / 2;
  const x = scaleLinear().domain([0, Math.max(1, n)]).range([LEFT, size.width - RIGHT]);
  const scale = Math.max(most(first), most(second));
  const above = TOP + height / 2;
  const stems = (values: ArrayLike<number>, to: (value: number) => number) =>
    Array.from(
      { length: n },
      (_, i) => `M${px(x(i + 0.5))} ${px(to(0))}V${px(to(values[i]!))}`,
    ).join("");
  const half = height / 2;
  const sums = scaleLinear().domain([Math.min(0, ...products), Math.max(0, ...products) || 1])
    .range([size.height - BOTTOM, size.height - BOTTOM - height]);
  const own = fitText(names[0], (size.width - LEFT - RIGHT) / 2 - 18);
  const order = [...products.keys()].sort((a, b) =>
    Math.abs(products[b]!) - Math.abs(products[a]!)
  );
  const largest = order.slice(0, 3).filter((i) => products[i] !== 0);
  return (
    <Frame
      kind="vector-pair"
      size={size}
      label={`${names[0]} and ${names[1]} over ${n} dimensions: cosine ${numberText(cosine, 3)}${
        largest.length === 0
          ? ""
          : `, most of it by dimension ${largest.map((i) => i + 1).join(", ")}`
      }`}
    >
      {n === 0 && <Nothing size={size} reason="No vectors" />}
      <text class="name first" x={LEFT} y="14">{own}</text>
      <text class="name second" x={px(LEFT + textWidth(own) + 18)} y="14">
        {fitText(names[1], size.width - RIGHT - LEFT - textWidth(own) - 18)}
      </text>
      <line class="zero" x1={LEFT} x2={px(size.width - RIGHT)} y1={px(above)} y2={px(above)} />
      <path class="first" d={stems(first, (value) => above - value / scale * half)} />
      <path
        class="second"
        d={Array.from(
          { length: n },
          (_, i) =>
            `${i === 0 ? "M" : "L"}${px(x(i + 0.5))} ${px(above - second[i]! / scale * half)}`,
        ).join("")}
      />
      <text class="name" x={LEFT} y={px(size.height - BOTTOM - height - 10)}>
        what each dimension adds to the cosine, {numberText(cosine, 3)}
      </text>
      <line class="zero" x1={LEFT} x2={px(size.width - RIGHT)} y1={px(sums(0))} y2={px(sums(0))} />
      <path class="product" d={stems(products, sums)} />
      <text class="axis-title" x={px(size.width / 2)} y={px(size.height - 6)} text-anchor="middle">
        dimension, 1 to {n}
      </text>
    </Frame>
  );
}
