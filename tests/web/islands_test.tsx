import assert from "node:assert/strict";
import fc from "fast-check";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { serialiseProps } from "../../web/island_props.ts";
import Counter from "../fixtures/site/islands/Counter.tsx";
import { siteApp } from "../fixtures/site/site.ts";

const html = await (await siteApp().handler()(new Request("http://127.0.0.1/"))).text();

Deno.test("every island of a page stands in a marker with its name and props", () => {
  const markers = [...html.matchAll(/<web-island name="(\w+)" id="(\w+)"/g)];
  assert.deepEqual(markers.map(([, name, id]) => [name, id]), [
    ["Counter", "Counter0"],
    ["Counter", "Counter1"],
    ["Nested", "Nested0"],
    ["Total", "Total0"],
  ]);
});

Deno.test("props that look like markup cannot leave their attribute", () => {
  assert.match(html, /props="{&quot;label&quot;:&quot;&lt;\/script>&lt;b>/);
  assert.doesNotMatch(html, /<b>/);
});

Deno.test("ids made by useId differ between islands", () => {
  const ids = [...html.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 3);
});

Deno.test("an island inside an island gets no marker of its own", () => {
  const nested = html.match(/<web-island name="Nested".*?<\/web-island>/s)?.[0] ?? "";
  assert.match(nested, /inner/);
  assert.equal(nested.match(/<web-island/g)?.length, 1);
});

Deno.test("outside a page an island renders as the component it is", () => {
  assert.match(renderToString(<Counter label="alone" start={3} />), /^<p class="counter">/);
});

Deno.test("serialiseProps() keeps every JSON value", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false })), (props) => {
      assert.equal(serialiseProps("X", props), JSON.stringify(props));
    }),
  );
});

Deno.test("serialiseProps() names what JSON cannot carry, and where", () => {
  const cases: [unknown, RegExp][] = [
    [() => 1, /props\.a is a function/],
    [NaN, /props\.a is NaN/],
    [new Float32Array(2), /props\.a is a Float32Array/],
    [new Date(), /props\.a is a Date/],
    [[1, { b: 2n }], /props\.a\[1\]\.b is a bigint/],
    [h("p", null), /props\.a is a JSX element/],
  ];
  for (const [a, message] of cases) assert.throws(() => serialiseProps("Plot", { a }), message);
  assert.equal(serialiseProps("Plot", { a: undefined, b: 1 }), '{"b":1}');
});
