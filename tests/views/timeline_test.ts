import assert from "node:assert/strict";
import fc from "fast-check";
import { shareOf, ticksIn, timeAt, timeText, zoomed } from "../../views/track/timeline.ts";

const SECONDS = fc.double({ min: 1, max: 7200, noNaN: true });

Deno.test("zoomed() stays within the track, whatever it is asked", () => {
  fc.assert(fc.property(
    SECONDS,
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0.01, max: 100, noNaN: true }),
    (seconds, share, factor) => {
      const whole = { from: 0, to: seconds };
      const near = zoomed(whole, { about: share * seconds, factor, seconds });
      assert.ok(near.from >= 0 && near.to <= seconds + 1e-6 && near.to > near.from);
    },
  ));
});

Deno.test("zoomed() leaves the time it is about where it is, away from the ends", () => {
  const before = { from: 40, to: 80 };
  const after = zoomed(before, { about: 55, factor: 0.5, seconds: 240 });
  assert.ok(Math.abs(shareOf(after, 55) - shareOf(before, 55)) < 1e-9);
  assert.equal(after.to - after.from, 20);
});

Deno.test("timeAt() undoes shareOf(), ticks are round, times are read as minutes", () => {
  assert.equal(timeAt({ from: 2, to: 6 }, shareOf({ from: 2, to: 6 }, 5)), 5);
  assert.deepEqual(ticksIn({ from: 0, to: 240 }, 8), [0, 30, 60, 90, 120, 150, 180, 210, 240]);
  assert.equal(timeText(67.34, 1), "1:07.3");
  assert.equal(timeText(59.96, 1), "1:00.0");
});
