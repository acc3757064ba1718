import { createRealFft, type RealFft } from "../signal/mod.ts";

/** Plans the autocorrelation of sequences of up to so many values. */
export function planAutocorrelation(length: number): RealFft {
  return createRealFft(Math.max(8, 2 ** Math.ceil(Math.log2(2 * length))));
}

/** Autocorrelation at lags from 0 on, fewer than `count` and than the values, each over the number of its terms. */
export function autocorrelation(
  values: ArrayLike<number>,
  { fft, count }: { readonly fft: RealFft; readonly count: number },
): Float64Array {
  const frame = new Float64Array(fft.size);
  frame.set(values);
  fft.transform(frame);
  const half = fft.size / 2;
  for (let k = 0; k <= half; k++) frame[k] = fft.re[k]! ** 2 + fft.im[k]! ** 2;
  for (let k = 1; k < half; k++) frame[fft.size - k] = frame[k]!;
  fft.transform(frame);
  const lags = new Float64Array(Math.min(count, values.length));
  for (let lag = 0; lag < lags.length; lag++) {
    lags[lag] = fft.re[lag]! / fft.size / (values.length - lag);
  }
  return lags;
}
