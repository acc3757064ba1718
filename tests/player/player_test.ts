import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CEILING,
  factorOf,
  matchOf,
  matchOfBoth,
  TARGET,
  volumeFactor,
} from "../../player/_gain.ts";
import * as queued from "../../player/_queue.ts";
import * as history from "../../player/_queue_history.ts";
import * as signals from "../../player/_signals.ts";
import * as transport from "../../player/_transport.ts";

const player = { ...signals, ...transport, ...queued, ...history };

const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => ({
  id,
  title: id.toUpperCase(),
  duration: 100,
}));
assert.ok(a && b && c && d);
const abc = [a, b, c];

function ids(): string {
  return player.queue.value.map(({ id }) => id).join("");
}

function fresh(): void {
  player.pause();
  player.clearQueue();
  player.dequeue(0);
  assert.equal(player.current.value, undefined);
}

Deno.test("matchOf() brings a loud track down to the target", () => {
  assert.deepEqual(matchOf({ loudness: -8, truePeak: 0.5 }), { gain: -10 });
  assert.deepEqual(matchOf({ loudness: -18 }), { gain: 0 });
});

Deno.test("matchOf() raises a quiet track no further than its true peak allows", () => {
  assert.deepEqual(matchOf({ loudness: -24, truePeak: -9 }), { gain: 6 });
  assert.deepEqual(matchOf({ loudness: -30, truePeak: -4 }), { gain: 3, limit: "peak" });
  assert.deepEqual(matchOf({ loudness: -30, truePeak: 0 }), { gain: 0, limit: "peak" });
  assert.deepEqual(matchOf({ loudness: -30 }), { gain: 0, limit: "peak" });
});

Deno.test("matchOf() leaves a track alone whose loudness is not known", () => {
  assert.deepEqual(matchOf({}), { gain: 0, limit: "none" });
  assert.deepEqual(matchOf({ loudness: NaN, truePeak: -1 }), { gain: 0, limit: "none" });
});

Deno.test("matchOf() never raises a peak above the ceiling nor a track above the target", () => {
  const level = fc.double({ min: -70, max: 5, noNaN: true });
  fc.assert(fc.property(level, level, (loudness, truePeak) => {
    const { gain } = matchOf({ loudness, truePeak });
    assert.ok(gain <= 0 || truePeak + gain <= CEILING + 1e-9);
    assert.ok(loudness + gain <= TARGET + 1e-9);
  }));
});

Deno.test("matchOfBoth() brings two tracks to one loudness, and their sum under the ceiling", () => {
  const loudness = fc.double({ min: -50, max: 0, noNaN: true });
  const above = fc.double({ min: 3, max: 40, noNaN: true });
  const track = fc.record({ loudness, above }).map(({ loudness, above }) => ({
    loudness,
    truePeak: loudness + above,
  }));
  fc.assert(fc.property(track, track, (one, other) => {
    const [a, b] = matchOfBoth([one, other]);
    assert.ok(Math.abs(one.loudness + a - other.loudness - b) < 1e-9);
    assert.ok(one.loudness + a <= TARGET + 1e-9);
    const peaks = [one.truePeak + a, other.truePeak + b].map((peak) => factorOf(peak));
    assert.ok(Math.hypot(...peaks) <= 10 ** (CEILING / 20) * 1.01, "faded at equal power");
  }));
  assert.deepEqual(matchOfBoth([{}, { loudness: -8, truePeak: 0 }]), [0, -10]);
});

Deno.test("factorOf() and volumeFactor() are 1 where nothing changes", () => {
  assert.equal(factorOf(0), 1);
  assert.ok(Math.abs(factorOf(-20) - 0.1) < 1e-12);
  assert.equal(volumeFactor(1), 1);
  assert.equal(volumeFactor(0), 0);
});

Deno.test("play() takes the queue it is given and starts at the track", () => {
  fresh();
  player.play(b, { queue: abc });
  assert.equal(ids(), "abc");
  assert.equal(player.current.value, b);
  assert.equal(player.playing.value, true);
  assert.equal(player.duration.value, 100);
});

Deno.test("play() without a queue goes after the current track, and finds what is queued", () => {
  fresh();
  player.play(a, { queue: abc });
  player.play(d);
  assert.equal(ids(), "adbc");
  player.play(c);
  assert.equal(ids(), "adbc");
  assert.equal(player.current.value, c);
});

Deno.test("play() of the current track goes on where it is", () => {
  fresh();
  player.play(a, { queue: abc });
  player.seek(42);
  player.pause();
  player.play(a, { queue: [a] });
  assert.equal(player.time.value, 42);
  assert.equal(ids(), "abc");
  assert.equal(player.playing.value, true);
});

Deno.test("next() stops at the end, previous() restarts before it goes back", () => {
  fresh();
  player.play(b, { queue: abc });
  player.next();
  assert.equal(player.current.value, c);
  player.next();
  assert.equal(player.current.value, c);
  assert.equal(player.playing.value, false);
  player.seek(10);
  player.previous();
  assert.deepEqual([player.current.value, player.time.value], [c, 0]);
  player.previous();
  assert.equal(player.current.value, b);
});

Deno.test("seek() stays within the track", () => {
  fresh();
  player.play(a, { queue: abc });
  player.seek(-3);
  assert.equal(player.time.value, 0);
  player.seek(1e6);
  assert.equal(player.time.value, 100);
});

Deno.test("dequeue() keeps the current track unless it is the one taken out", () => {
  fresh();
  player.play(b, { queue: abc });
  player.dequeue(0);
  assert.deepEqual([ids(), player.current.value], ["bc", b]);
  player.dequeue(0);
  assert.deepEqual([ids(), player.current.value], ["c", c]);
  player.dequeue(0);
  assert.deepEqual([ids(), player.current.value, player.playing.value], ["", undefined, false]);
});

Deno.test("enqueue() adds each track once, clearQueue() keeps the current one", () => {
  fresh();
  player.play(a);
  assert.equal(player.enqueue([a, b, c]), 2);
  player.enqueue([b]);
  assert.equal(ids(), "acb");
  player.clearQueue();
  assert.deepEqual([ids(), player.current.value], ["a", a]);
});

Deno.test("the queue's position always points at a track, or is -1 when there is none", () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant("play" as const), track: fc.constantFrom(a, b, c, d) }),
    fc.record({ kind: fc.constant("dequeue" as const), place: fc.nat(4) }),
    fc.record({ kind: fc.constant("insert" as const), track: fc.constantFrom(a, b, c, d) }),
    fc.record({ kind: fc.constant("move" as const), places: fc.array(fc.nat(3)), gap: fc.nat(5) }),
    fc.constantFrom({ kind: "undo" as const }, { kind: "redo" as const }),
    fc.constantFrom({ kind: "next" as const }, { kind: "previous" as const }, {
      kind: "clear" as const,
    }),
  );
  fc.assert(fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
    fresh();
    for (const step of actions) {
      if (step.kind === "play") player.play(step.track);
      else if (step.kind === "dequeue") player.dequeue(step.place);
      else if (step.kind === "insert") player.playNext([step.track]);
      else if (step.kind === "move") player.moveInQueue(step.places, step.gap);
      else if (step.kind === "undo") player.undoQueue();
      else if (step.kind === "redo") player.redoQueue();
      else if (step.kind === "next") player.next();
      else if (step.kind === "previous") player.previous();
      else player.clearQueue();
      const { length } = player.queue.value;
      assert.ok(length === 0 ? player.position.value === -1 : player.current.value !== undefined);
      assert.ok(player.position.value < length);
    }
  }));
});

Deno.test("playNext() brings tracks behind the current one, also those that are in the queue", () => {
  fresh();
  player.play(b, { queue: abc });
  assert.equal(player.playNext([d, a, b, { ...c, silent: "gone" }]), 2);
  assert.deepEqual([ids(), player.current.value], ["bdac", b]);
});

Deno.test("every change of the queue is taken back and made again, while the current one plays on", () => {
  fresh();
  player.play(b, { queue: abc });
  player.seek(7);
  player.moveInQueue([2], 0);
  player.dequeue(1);
  player.shuffleAhead();
  player.play(d);
  assert.deepEqual([ids(), player.current.value], ["cbd", d]);
  player.undoQueue();
  player.undoQueue();
  player.undoQueue();
  assert.equal(ids(), "cab");
  player.undoQueue();
  assert.equal(ids(), "abc");
  player.redoQueue();
  player.redoQueue();
  assert.equal(ids(), "cb");
});

Deno.test("a queue that repeats begins again, a track that repeats goes back to its start", () => {
  fresh();
  player.play(c, { queue: abc });
  player.repeat.value = "all";
  assert.equal(player.hasNext.value, true);
  player.goOn();
  assert.equal(player.current.value, a);
  player.seek(50);
  player.repeat.value = "one";
  player.goOn();
  assert.deepEqual([player.current.value, player.seekRequest.value.to], [a, 0]);
  player.next();
  assert.equal(player.current.value, b);
  player.repeat.value = "off";
});
