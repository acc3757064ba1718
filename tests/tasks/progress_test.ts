import assert from "node:assert/strict";
import { NO_PROGRESS } from "../../ingest/progress.ts";
import { type Progress, Rate } from "../../ingest/mod.ts";
import { DEFAULT_DB } from "../../store/mod.ts";
import { durationText, ProgressBar, progressLine, summaryText } from "../../tasks/_progress.ts";

Deno.test("durationText() speaks as people do", () => {
  assert.equal(durationText(4.4), "4 s");
  assert.equal(durationText(200), "3 min 20 s");
  assert.equal(durationText(7500), "2 h 5 min");
});

Deno.test("progressLine() shows count, rate and time left", () => {
  const rate = new Rate();
  rate.mark(0, 0);
  rate.mark(10_000, 20);
  const line = progressLine(
    { ...NO_PROGRESS, done: 20, analysed: 20, total: 40, counted: true },
    rate,
  );
  assert.match(line, /20\/40/);
  assert.match(line, /2\.0 tracks\/s/);
  assert.match(line, /10 s left/);
});

Deno.test("progressLine() does not guess the time left while files are being counted", () => {
  const rate = new Rate();
  rate.mark(0, 0);
  rate.mark(1000, 2);
  const line = progressLine({ ...NO_PROGRESS, done: 2, analysed: 2, total: 40 }, rate);
  assert.match(line, /2\/40\+/);
  assert.doesNotMatch(line, /left/);
});

Deno.test("summaryText() counts only what happened", () => {
  const said = (progress: Partial<Progress>, location = DEFAULT_DB) =>
    summaryText({ ...NO_PROGRESS, ...progress }, { seconds: 61, store: { location } });
  assert.equal(said({}), "No audio files were found");
  assert.equal(said({ unchanged: 1 }), "1 track up to date");
  assert.equal(
    said({ analysed: 2, failed: 1 }),
    "2 tracks analysed in 1 min 1 s, 1 file failed; deno task errors says why",
  );
  assert.equal(
    said({ unchanged: 1, skipped: 1 }, "my all.kv"),
    "1 track up to date, 1 file skipped; deno task errors --skipped --db 'my all.kv' says why",
  );
});

Deno.test("ProgressBar writes a log line at most every 15 s where there is no terminal", () => {
  let now = 0;
  const lines: string[] = [];
  const bar = new ProgressBar(
    { isTerminal: false, width: 80, write: (text) => lines.push(text) },
    () => now,
  );
  for (let i = 1; i <= 40; i++) {
    now = i * 1000;
    bar.update({ ...NO_PROGRESS, done: i, analysed: i, total: 40, counted: true });
  }
  assert.equal(lines.length, 3);
});
