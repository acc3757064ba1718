import assert from "node:assert/strict";
import { type CommandSpec, helpText, readArguments, UsageError } from "../../tasks/_args.ts";

const SPEC: CommandSpec = {
  name: "analyze",
  summary: "Analyses folders of music.",
  options: {
    db: { value: "file", help: "the store", default: "data/fonoteca.kv" },
    workers: { value: "n", help: "how many workers" },
    label: { value: "name", help: "a label", multiple: true },
    "retry-errors": { help: "try failed files again" },
  },
  positionals: { name: "<folder>…", atLeast: 1 },
  examples: ["deno task analyze ~/Music"],
};

Deno.test("readArguments() reads options, switches and positionals", () => {
  const args = readArguments(
    ["a", "--db", "x.kv", "b", "--retry-errors", "--label", "1", "--label", "2"],
    SPEC,
  );
  assert.deepEqual(args.positionals, ["a", "b"]);
  assert.equal(args.text("db"), "x.kv");
  assert.equal(args.on("retry-errors"), true);
  assert.deepEqual(args.texts("label"), ["1", "2"]);
});

Deno.test("readArguments() falls back to the default", () => {
  assert.equal(readArguments(["a"], SPEC).text("db"), "data/fonoteca.kv");
});

Deno.test("readArguments() names an unknown flag and where to look", () => {
  assert.throws(() => readArguments(["a", "--wrong"], SPEC), (error: unknown) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /--wrong/);
    assert.match(error.message, /deno task analyze --help/);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
});

Deno.test("readArguments() says which positional is missing", () => {
  assert.throws(() => readArguments([], SPEC), /<folder>… is missing/);
});

Deno.test("whole() refuses what is no whole number within its range", () => {
  const args = readArguments(["a", "--workers", "2.5"], SPEC);
  assert.throws(() => args.whole("workers", { min: 1, max: 64 }), /from 1 to 64/);
  assert.equal(
    readArguments(["a", "--workers", "3"], SPEC).whole("workers", { min: 1, max: 64 }),
    3,
  );
});

Deno.test("helpText() lists every option and example", () => {
  const text = helpText(SPEC);
  for (const name of Object.keys(SPEC.options)) assert.ok(text.includes(`--${name}`));
  assert.ok(text.includes("deno task analyze ~/Music"));
});
