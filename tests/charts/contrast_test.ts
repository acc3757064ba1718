import assert from "node:assert/strict";

const css = ["tokens", "charts"].map((name) =>
  Deno.readTextFileSync(new URL(`../../static/styles/${name}.css`, import.meta.url))
).join("\n");

/** Custom properties of the light theme, and of the dark one where it sets them. */
function tokensOf(theme: "light" | "dark"): Record<string, string> {
  const blocks = theme === "light"
    ? /\n:root \{([^}]*)\}/g
    : /\n:root\[data-theme="dark"\] \{([^}]*)\}/g;
  return Object.fromEntries(
    [...`\n${css}`.matchAll(blocks)].flatMap(([, body]) =>
      [...body!.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name!, value!])
    ),
  );
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

for (const theme of ["light", "dark"] as const) {
  Deno.test(`the ramp rises evenly and its numbers can be read, ${theme}`, () => {
    const tokens = tokensOf(theme);
    const away = Array.from({ length: 10 }, (_, i) => {
      const step = tokens[`--seq-${i}`]!;
      const text = i < 5 ? tokens["--ink"]! : tokens["--paper"]!;
      assert.ok(contrast(step, text) >= 4.5, `step ${i}: ${contrast(step, text).toFixed(2)}`);
      return contrast(step, tokens["--paper"]!);
    });
    assert.deepEqual(away, away.toSorted((a, b) => a - b));
  });
}
