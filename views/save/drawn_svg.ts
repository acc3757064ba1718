import type { SheetPart } from "./sheet.ts";

/** What of a style sheet says how a mark looks. */
const LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

/** What one works with and a picture does not need. */
const TOOLS = ".brush, .reach, title";

/** A chart of the page as it looks now, without the style sheets that it has here. */
export function drawnSvg(svg: SVGSVGElement, title = ""): SheetPart {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((root) => [...root.querySelectorAll("*")]);
  from!.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of LOOKS) to![i]!.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "style", "tabindex", "href", "data-reading", "aria-label"]) {
      to![i]!.removeAttribute(name);
    }
  });
  from!.forEach((element, i) => {
    if (element.matches(TOOLS)) to![i]!.remove();
  });
  const { width, height } = svg.viewBox.baseVal;
  const shown = svg.getBoundingClientRect().width || width;
  return {
    inside: new XMLSerializer().serializeToString(copy).replace(/^<svg[^>]*>|<\/svg>$/g, ""),
    viewBox: `0 0 ${width} ${height}`,
    width: Math.round(shown),
    height: Math.round(shown * height / width),
    title,
  };
}
