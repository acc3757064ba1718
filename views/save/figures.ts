import { copyText } from "./copy.ts";
import { drawnSvg } from "./drawn_svg.ts";
import { saveSheet } from "./take.ts";

/** Makes the buttons of figures save them, and copy the address of one; gives the end of this. */
export function followSaving(tell: (words: string) => void): () => void {
  const onClick = ({ target }: MouseEvent) => {
    const button = target instanceof Element &&
      target.closest<HTMLElement>("[data-save] button");
    if (!button) return;
    const figure = button.closest("figure")!;
    const done = "link" in button.dataset
      ? copyText(`${location.origin}${location.pathname}#${figure.id}`)
      : saveFigure(figure, button.dataset["format"] === "png" ? "png" : "svg");
    done.then(
      () => tell("link" in button.dataset ? "Copied the link" : "Saved"),
      (error) => tell(String(error instanceof Error ? error.message : error)),
    );
  };
  document.addEventListener("click", onClick);
  return () => document.removeEventListener("click", onClick);
}

/** Saves the charts of a figure that are shown, with its title and caption; a chart may have a name of its own. */
function saveFigure(figure: HTMLElement, format: "svg" | "png"): Promise<void> {
  const charts = [...figure.querySelectorAll<SVGSVGElement>("svg:is(.chart, [role=img])")]
    .filter((chart) => chart.getClientRects().length > 0);
  if (charts.length === 0) return Promise.reject(new Error("There is no chart to save"));
  const parts = charts.map((chart) => drawnSvg(chart, chart.dataset["name"]));
  return saveSheet({
    parts,
    across: Math.max(figure.clientWidth, ...parts.map(({ width }) => width)),
    name: figure.id.replace("figure-", ""),
    words: {
      title: figure.dataset["title"] ?? figure.querySelector("h3")?.textContent ?? "",
      caption: figure.querySelector("figcaption")?.textContent ?? "",
    },
  }, format);
}
