import assert from "node:assert/strict";
import type { Strip } from "../../domain/mod.ts";
import { TEMPI, tempogramOf } from "../../views/track/tempogram.ts";

const STEP = 0.0116;

function onsets(data: Float32Array): Strip {
  return { id: "onset", rows: 1, columns: data.length, start: 0, step: STEP, data };
}

/** Onsets of clicks at a tempo that changes half way. */
function clicks(tempi: readonly [number, number], seconds: number): Strip {
  const data = new Float32Array(Math.round(seconds / STEP));
  for (const [half, tempo] of tempi.entries()) {
    const end = seconds * (half + 1) / 2;
    for (let time = seconds * half / 2; time < end; time += 60 / tempo) {
      data[Math.round(time / STEP)] = 10;
    }
  }
  return onsets(data);
}

function strongestAt({ data, rows, step, columns }: Strip, time: number): number {
  const first = Math.min(columns - 1, Math.round(time / step)) * rows;
  const column = data.subarray(first, first + rows);
  return TEMPI[column.indexOf(Math.max(...column))]!;
}

Deno.test("tempogramOf() finds the tempo of clicks before and after it changes", () => {
  for (const tempi of [[120, 90], [75, 160], [60, 200]] as const) {
    const strip = tempogramOf(clicks(tempi, 60));
    tempi.forEach((tempo, half) => {
      const found = strongestAt(strip, 15 + 30 * half);
      assert.ok(Math.abs(Math.log2(found / tempo)) < 1 / 16, `${found} for ${tempo} BPM`);
    });
  }
});

Deno.test("tempogramOf() finds nothing in silence, one moment, missing values and a curve without a rise", () => {
  for (const length of [1, 2000]) {
    for (const value of [0, NaN, 3]) {
      const strip = tempogramOf(onsets(new Float32Array(length).fill(value)));
      assert.ok(strip.columns >= 1 && strip.data.every((byte) => byte === 0), `${length} ${value}`);
    }
  }
});

Deno.test("tempogramOf() keeps an hour to 1,200 moments", () => {
  assert.equal(tempogramOf(onsets(new Float32Array(Math.round(3600 / STEP)))).columns, 1200);
});
