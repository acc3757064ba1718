import assert from "node:assert/strict";
import { ModelError } from "../../analysis/models/files.ts";
import { DecodeError } from "../../analysis/decode/mod.ts";
import { ExpectedError } from "../../domain/mod.ts";
import { ExchangeError } from "../../exchange/mod.ts";
import { LabelError } from "../../labels/failure.ts";
import { GuestError, LabelTableError, PlaybackError } from "../../library/mod.ts";
import { RecordTooLarge, StoreError } from "../../store/mod.ts";
import {
  type CommandSpec,
  helpText,
  readArguments,
  runCommand,
  UsageError,
} from "../../tasks/_args.ts";

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

Deno.test("readArguments() says on one line how a value that begins with a dash is written", () => {
  for (const args of [["a", "--workers", "-1"], ["a", "--workers", "--retry-errors"]]) {
    assert.throws(() => readArguments(args, SPEC), {
      message: "Cannot read --workers: a value that begins with a dash is written --workers=-…; " +
        "see deno task analyze --help",
    });
  }
});

Deno.test("helpText() lists every option and example", () => {
  const text = helpText(SPEC);
  for (const name of Object.keys(SPEC.options)) assert.ok(text.includes(`--${name}`));
  assert.ok(text.includes("deno task analyze ~/Music"));
});

/** What a command prints on standard error while it runs, and its exit code. */
async function endOf(body: () => Promise<number>): Promise<{ code: number; lines: string[] }> {
  const { error } = console;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  try {
    return { code: await runCommand(SPEC, ["a"], body), lines };
  } finally {
    console.error = error;
  }
}

Deno.test("runCommand() says an expected failure of any room in one line", async () => {
  const failures: readonly Error[] = [
    new StoreError("Cannot open it"),
    new RecordTooLarge("Cannot store it"),
    new ModelError("Cannot fetch it"),
    new ExchangeError("Cannot read it"),
    new LabelError("Cannot join it"),
    new LabelTableError("Cannot read labels"),
    new GuestError("Cannot keep it"),
    new PlaybackError("Cannot play it"),
    new DecodeError("it holds no audio"),
    new ExpectedError("Cannot do it"),
  ];
  for (const failure of failures) {
    assert.ok(failure instanceof ExpectedError, failure.name);
    const { code, lines } = await endOf(() => Promise.reject(failure));
    assert.deepEqual({ code, lines }, { code: 1, lines: [failure.message] });
  }
});

Deno.test("runCommand() ends with 2 for what was asked wrongly", async () => {
  const { code, lines } = await endOf(() => Promise.reject(new UsageError("Cannot read --db")));
  assert.deepEqual({ code, lines }, { code: 2, lines: ["Cannot read --db"] });
});

Deno.test("runCommand() hides no failure that nobody expected, whatever its name", async () => {
  const fault = Object.assign(new Error("x is not a function"), { name: "StoreError" });
  await assert.rejects(endOf(() => Promise.reject(fault)), fault);
});
