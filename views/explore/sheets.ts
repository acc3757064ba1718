import { countText, plural, spaceInfo } from "../../domain/mod.ts";
import { describeClause } from "../../query/mod.ts";
import { brushed, colouring, columns, mapData, paletteOf, query } from "../../linked/mod.ts";
import type { DrawnMap } from "../map/drawn_map.ts";
import { drawnSvg } from "../save/drawn_svg.ts";
import { escaped } from "../save/sheet.ts";
import type { Sheet } from "../save/take.ts";

/** What is selected of how many, and by what. */
export function selectionText(): string {
  const all = columns.peek()?.length ?? 0;
  const count = brushed.peek()?.selection.count ?? all;
  const asked = Object.values(query.peek().clauses).map(describeClause);
  return `${countText(count)} of ${plural(all, "track")}` +
    (asked.length === 0 ? "" : `: ${asked.join("; ")}`);
}

/** The map as it is seen, with the names of its regions and what its colours mean. */
export function mapSheet(
  map: DrawnMap | undefined,
  section: HTMLElement | null,
): Sheet | undefined {
  const data = mapData.peek();
  const canvas = section?.querySelector<HTMLElement>(".map-canvas");
  if (!map || !data || !canvas) return undefined;
  const { clientWidth: width, clientHeight: height } = canvas;
  const title = `${spaceInfo(data.space).label} by ${data.projection.toUpperCase()}`;
  const trust = section?.querySelector(".trust")?.textContent ?? "";
  const coloured = colouring.peek();
  const palette = paletteOf(canvas);
  return {
    name: `map-${data.space}-${data.projection}`,
    across: width,
    parts: [{
      inside: `<image width="${width}" height="${height}" href="${map.picture()}"/>` +
        namesOver(canvas),
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      title: "",
    }],
    words: {
      title,
      caption: `${selectionText()}. The map ${trust || "is an approximation"}.` +
        (coloured ? ` Colour: ${coloured.label}.` : ""),
      legend: coloured?.swatches.map(({ name, colour }) => ({
        name,
        colour: `rgb(${palette.rgb(colour).join(" ")})`,
      })) ?? [],
    },
  };
}

function namesOver(canvas: HTMLElement): string {
  const { left, top } = canvas.getBoundingClientRect();
  return [...canvas.querySelectorAll<HTMLElement>(".region-names span")].map((name) => {
    const box = name.getBoundingClientRect();
    const { color, fontSize, fontWeight } = getComputedStyle(name);
    const [x, y] = [box.left + box.width / 2 - left, box.top + box.height / 2 - top + 4];
    return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" ` +
      `fill="${escaped(color)}" font-size="${escaped(fontSize)}" ` +
      `font-weight="${escaped(fontWeight)}">${escaped(name.textContent ?? "")}</text>`;
  }).join("");
}

/** Columns of histograms on a sheet. */
const ACROSS = 3;

/** The histograms and the plane as they are seen. */
export function histogramSheet(box: HTMLElement | null): Sheet | undefined {
  const figures = [...box?.querySelectorAll<HTMLElement>("figure.brushable") ?? []]
    .filter((figure) => figure.getClientRects().length > 0);
  const parts = figures.map((figure) =>
    drawnSvg(figure.querySelector("svg")!, spacedText(figure.querySelector("figcaption")))
  );
  if (parts.length === 0) return undefined;
  return {
    name: "histograms",
    across: ACROSS * Math.max(...parts.map(({ width }) => width)) + 24 * (ACROSS - 1),
    parts,
    words: { title: "Histograms", caption: `${selectionText()}; all in grey behind.` },
  };
}

/** The words of an element with a space between its parts. */
function spacedText(element: Element | null): string {
  if (!element) return "";
  const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const parts: string[] = [];
  while (words.nextNode()) parts.push(words.currentNode.textContent!.trim());
  return parts.filter((part) => part !== "").join(" ");
}
