import {
  absent,
  ACTIVATION_INFO,
  type Measured,
  MOST_SEGMENTS,
  type Seconds,
  type SegmentKind,
  type Segments,
  segmentSet,
  segmentStage,
} from "../../domain/mod.ts";
import { decode } from "../decode/mod.ts";
import {
  type Embedded,
  foundationOf,
  type Models,
  rowOf,
  type Rows,
  timingOf,
} from "../models/mod.ts";
import { type Hearing, hearingOf } from "../track/hearing.ts";

/** What the networks hear themselves, by kind. */
const OWN: Readonly<
  Partial<Record<SegmentKind, (hearing: Hearing) => Promise<Rows | undefined>>>
> = {
  effnet: async ({ effnet }) => valueOf(await effnet())?.patches,
  styles: async ({ effnet }) => valueOf(await effnet())?.stylePatches,
  musicnn: async ({ musicnn }) => valueOf(await musicnn())?.patches,
  tags: async ({ musicnn }) => valueOf(await musicnn())?.tagPatches,
  vgg: async ({ vgg }) => valueOf(await vgg())?.patches,
};

/** What a kind is of each patch: of a network, or of a head on its embedding. */
async function rowsHeard(kind: SegmentKind, hearing: Hearing): Promise<Rows | undefined> {
  const set = segmentSet(kind);
  if (!set || OWN[set]) return await OWN[kind]?.(hearing);
  const embedded: Measured<Embedded> = await hearing[ACTIVATION_INFO[set].network]();
  const patches = valueOf(embedded)?.patches;
  if (!patches) return undefined;
  return (await hearing.models.heads(segmentStage(set), patches)).classPatches[set];
}

/**
 * Hears a file patch by patch, decoded once. Kinds without an installed model, and of silence, are left
 * out.
 *
 * @throws {DecodeError} Where no sample can be had.
 */
export async function hearSegments(
  path: string,
  { kinds, models }: { readonly kinds: readonly SegmentKind[]; readonly models: Models },
): Promise<readonly Segments[]> {
  const decoded = await decode(path, { mono: true });
  if (decoded.isUnscaled) return [];
  const nothing = absent("too-short");
  const hearing = hearingOf(decoded, {
    models,
    tempoMethod: "auto",
    tempocnnBefore: undefined,
    loudness: () => ({ integrated: nothing, range: nothing, truePeak: nothing }),
  });
  const found: Segments[] = [];
  for (const kind of kinds) {
    const rows = await rowsHeard(kind, hearing);
    if (!rows || rows.count === 0) continue;
    const { hop, patch } = timingOf(foundationOf(segmentStage(kind))!);
    found.push({
      kind,
      ...spreadOver(rows, { hop, from: decoded.heard?.[0] ?? 0 }),
      length: patch,
    });
  }
  return found;
}

/** Rows at even distances from the first to the last, and when each starts. */
function spreadOver(
  rows: Rows,
  { hop, from }: { readonly hop: Seconds; readonly from: Seconds },
): Pick<Segments, "starts" | "vectors"> {
  const count = Math.min(MOST_SEGMENTS, rows.count);
  const starts = new Float32Array(count);
  const vectors = new Float32Array(count * rows.width);
  for (let i = 0; i < count; i++) {
    const row = count === 1 ? 0 : Math.round(i * (rows.count - 1) / (count - 1));
    starts[i] = from + row * hop;
    vectors.set(rowOf(rows, row), i * rows.width);
  }
  return { starts, vectors };
}

function valueOf<T>(measured: Measured<T>): T | undefined {
  return "value" in measured ? measured.value : undefined;
}
