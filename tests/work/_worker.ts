import { serve, Transferred } from "../../work/mod.ts";

/** What the worker of these tests does. */
export type TestCalls = {
  readonly double: {
    readonly request: Float32Array<ArrayBuffer>;
    readonly result: Float32Array<ArrayBuffer>;
  };
  readonly fail: { readonly request: void; readonly result: void };
  readonly wait: { readonly request: void; readonly result: number };
};

serve<TestCalls>({
  double(numbers, { progress }) {
    progress({ fraction: 0.5, step: "doubling", metrics: { loss: 2 } });
    const doubled = numbers.map((x) => 2 * x);
    return new Transferred(doubled, [doubled.buffer]);
  },
  fail() {
    throw new Error("Cannot do this: it is a test");
  },
  async wait(_, { signal }) {
    let turns = 0;
    for (; !signal.aborted; turns++) await new Promise((resolve) => setTimeout(resolve, 5));
    return turns;
  },
});
