import { drawnSvg } from "../save/drawn_svg.ts";
import { copyText } from "../save/copy.ts";
import { saveSheet } from "../save/take.ts";

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

function saveFigure(figure: HTMLElement, format: "svg" | "png"): Promise<void> {
  const charts = [...figure.querySelectorAll<SVGSVGElement>("svg.chart")];
  const shown = charts.find((chart) => chart.getClientRects().length > 0);
  if (!shown) return Promise.reject(new Error("There is no chart to save"));
  const part = drawnSvg(shown);
  return saveSheet({
    parts: [part],
    across: part.width,
    name: figure.id.replace("figure-", ""),
    words: {
      title: figure.querySelector("h3")?.textContent ?? "",
      caption: figure.querySelector("figcaption")?.textContent ?? "",
    },
  }, format);
}
