import assert from "node:assert/strict";

const css = await Deno.readTextFile(new URL("../../static/styles/tokens.css", import.meta.url));

type Tokens = ReadonlyMap<string, string>;

function tokensIn(block: string): Tokens {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((
      [, name = "", value = ""],
    ) => [name, value]),
  );
}

function blockOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  assert.notEqual(start, -1, selector);
  return tokensIn(css.slice(start, css.indexOf("}", start)));
}

const light = blockOf("\n:root");
const dark = new Map([...light, ...blockOf(':root[data-theme="dark"]')]);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  assert.match(hex, /^#[0-9a-f]{6}$/);
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(tokens: Tokens, pair: readonly [string, string]): number {
  const [a = 0, b = 0] = pair.map((name) => luminance(tokens.get(name) ?? "")).sort((x, y) =>
    y - x
  );
  return (a + 0.05) / (b + 0.05);
}

const GROUNDS = ["paper", "panel", "raised"];
const TEXTS = ["ink", "muted", "accent", "good", "warn", "bad", "query"];
const SPACES = ["space-effnet", "space-musicnn", "space-vgg", "space-timbre", "space-combined"];
const MARKS = ["edge", "cat-other", ...Array.from({ length: 10 }, (_, i) => `cat-${i + 1}`)];

for (const [theme, tokens] of [["light", light], ["dark", dark]] as const) {
  Deno.test(`text reaches contrast AA (4.5) on every ground in the ${theme} theme`, () => {
    const pairs = [...TEXTS, ...SPACES].flatMap((text) =>
      GROUNDS.map((ground) => [text, ground] as const)
    );
    pairs.push(["on-accent", "accent"], ["paper", "ink"], ["ink", "accent-soft"], [
      "accent",
      "accent-soft",
    ]);
    const weak = pairs.filter((pair) => contrast(tokens, pair) < 4.5)
      .map((pair) => `${pair.join(" on ")}: ${contrast(tokens, pair).toFixed(2)}`);
    assert.deepEqual(weak, []);
  });

  Deno.test(`marks and edges reach contrast 3 on every ground in the ${theme} theme`, () => {
    const weak = MARKS.flatMap((mark) =>
      ["paper", "panel"].filter((ground) => contrast(tokens, [mark, ground]) < 3)
        .map((ground) => `${mark} on ${ground}: ${contrast(tokens, [mark, ground]).toFixed(2)}`)
    );
    assert.deepEqual(weak, []);
  });
}

Deno.test("the dark theme is the same whether the system or the switch asks for it", () => {
  assert.deepEqual(
    blockOf(':root:not([data-theme="light"])'),
    blockOf(':root[data-theme="dark"]'),
  );
});

Deno.test("the dark theme changes every colour of the light one", () => {
  const colours = [...light].filter(([, value]) => value.startsWith("#")).map(([name]) => name);
  const changed = blockOf(':root[data-theme="dark"]');
  assert.deepEqual(colours.filter((name) => !changed.has(name)), []);
});

Deno.test("styles use only tokens that exist, and no colour of their own", async () => {
  const folder = new URL("../../static/styles/", import.meta.url);
  for (const name of ["base.css", "components.css", "player.css"]) {
    const text = await Deno.readTextFile(new URL(name, folder));
    const used = [...text.matchAll(/var\(--([\w-]+)/g)].map(([, token = ""]) => token);
    assert.deepEqual(
      used.filter((token) => !light.has(token) && !["share", "fill"].includes(token)),
      [],
      name,
    );
    assert.doesNotMatch(text, /#[0-9a-f]{3,8}\b(?!-)/i, name);
  }
});
