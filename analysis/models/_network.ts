import type { MelSpectrogram } from "../signal/mod.ts";
import type { Feed, Session } from "./_session.ts";
import type { Network, Output } from "./registry.ts";
import { patchCount, patchesOf, type Rows, standardised, stretchOf } from "./rows.ts";
import { spaced } from "./settings.ts";

function feedOf(network: Network, mel: MelSpectrogram, first: number, count: number): Feed {
  const { patch, hop, form } = network.takes;
  const part = { patch, hop, first, count };
  const { bands } = mel;
  if (form === "track") {
    const data = stretchOf(mel, part);
    return { names: network.input, data, shape: [data.length / bands, bands] };
  }
  const patches = patchesOf(mel, part);
  if (form === "patches") {
    return { names: network.input, data: patches, shape: [count, patch, bands] };
  }
  const data = standardised(patches, { patch, bands });
  return { names: network.input, data, shape: [count, bands, patch, 1] };
}

function joined(parts: readonly Rows[], width: number): Rows {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const data = new Float32Array(count * width);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { count, width, data };
}

/** What a network gives, by what each output yields. */
export type Yields = Readonly<Partial<Record<Output["yields"], Rows>>>;

/** What a network gives, and how many frames lie from one patch to the next. */
export interface Run {
  readonly yields: Yields;
  readonly hop: number;
}

/**
 * Runs a network over a whole spectrogram, a few patches at a time.
 *
 * @param options.most Patches to be heard at most, evenly spaced.
 * @returns One row a patch for each output; `undefined` where there is no whole patch.
 */
export async function runNetwork(
  session: Session,
  whole: Network,
  { mel, most }: { readonly mel: MelSpectrogram; readonly most?: number | undefined },
): Promise<Run | undefined> {
  const network = spaced(whole, { count: patchCount(mel.frames, whole.takes), most });
  const count = patchCount(mel.frames, network.takes);
  if (count === 0) return undefined;
  const wanted = network.outputs.map(({ tensor, width }) => ({ names: tensor, width }));
  const parts: (readonly Rows[])[] = [];
  for (let first = 0; first < count; first += network.takes.batch) {
    const batch = Math.min(network.takes.batch, count - first);
    parts.push(await session.run(feedOf(network, mel, first, batch), wanted));
  }
  const yields = Object.fromEntries(
    network.outputs.map((output, i) => [
      output.yields,
      joined(parts.map((part) => part[i]!), output.width),
    ]),
  );
  return { yields, hop: network.takes.hop };
}
