/**
 * Makes an SVG that stands alone: the rules it needs inside it, colours written out in the light
 * theme, so that programs without custom properties (Inkscape, LaTeX, word processors) show it right.
 *
 * @param svg As drawn by a chart.
 * @param css Style sheets with the tokens in a first `:root` block each.
 */
export function figureFile(svg: string, css: string): string {
  const tokens = lightTokens(css);
  const used = new Set(
    [...svg.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names!.split(/\s+/)),
  );
  const rules = chartRules(css)
    .filter(({ selector }) => !/:hover|:focus/.test(selector) && needed(selector, used))
    .map(({ selector, body }) => `${selector}{${body}}`)
    .join("\n");
  const style = rules.replace(/var\((--[\w-]+)\)/g, (_, name) => tokens.get(name) ?? "inherit");
  const paper = tokens.get("--panel") ?? "#ffffff";
  return svg.replace(
    />/,
    `><style>${style}</style><rect width="100%" height="100%" fill="${paper}"/>`,
  ) + "\n";
}

/** The values that `:root` gives custom properties, light theme. */
function lightTokens(css: string): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const [, body] of css.matchAll(/(?:^|\n):root \{([^}]*)\}/g)) {
    for (const [, name, value] of body!.matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
      tokens.set(name!, value!.trim());
    }
  }
  return tokens;
}

function chartRules(css: string): { selector: string; body: string }[] {
  const plain = css.replace(/\/\*[^]*?\*\//g, "");
  return [...plain.matchAll(/(?:^|\n)(\.chart[^{}]*)\{([^{}]*)\}/g)].map(([, selector, body]) => ({
    selector: selector!.trim().replace(/\s+/g, " "),
    body: body!.trim().replace(/\s+/g, " "),
  }));
}

/** Whether every class of at least one of the selectors occurs. */
function needed(selector: string, used: ReadonlySet<string>): boolean {
  return selector.split(",").some((one) =>
    [...one.matchAll(/\.([\w-]+)/g)].every(([, name]) => used.has(name!))
  );
}
