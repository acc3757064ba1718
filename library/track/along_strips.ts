import {
  ACTIVATION_CLASSES,
  ACTIVATION_SETS,
  type ActivationSet,
  type Along,
  classesAlong,
  type Moments,
  type Seconds,
  splitStyle,
  type Strip,
  TOP_CLASSES,
  type Track,
  type Wave,
  WAVE_SCALE,
} from "../../domain/mod.ts";

/** Classes drawn along a track. */
const CLASSES = 6;

/** What the networks left along a track, as strips: its curves, and its strongest classes of each set. */
export function alongStrips(
  { file: { heard } }: Pick<Track, "file">,
  along: Along | undefined,
): readonly Strip[] {
  const start = heard?.[0] ?? 0;
  const { effnet, musicnn, wave } = along ?? {};
  return [
    ...(wave ? [waveStrip(wave)] : []),
    ...ACTIVATION_SETS.flatMap((set) => classStrips(along, { set, start })),
    ...curveStrips(effnet, start),
    ...curveStrips(musicnn, start),
  ];
}

function waveStrip({ step, extremes }: Wave): Strip {
  const columns = extremes.length / 2;
  return {
    id: "peaks",
    rows: 2,
    columns,
    start: step / 2,
    step,
    scale: WAVE_SCALE,
    data: extremes,
  };
}

function timeOf({ step, span, count }: Moments, start: Seconds) {
  return { columns: count, start: start + span / 2, step };
}

function curveStrips(moments: Moments | undefined, start: Seconds): Strip[] {
  return Object.entries(moments?.curves ?? {}).map(([descriptor, data]) => ({
    id: `curve.${descriptor}` as const,
    rows: 1,
    ...timeOf(moments!, start),
    columns: data.length,
    data,
  }));
}

/** The classes that are among the strongest most, each moment's activation of them. */
function classStrips(
  along: Along | undefined,
  { set, start }: { readonly set: ActivationSet; readonly start: Seconds },
): Strip[] {
  const found = classesAlong(along, set);
  if (!found) return [];
  const { moments, top } = found;
  const weight = new Map<number, number>();
  top.classes.forEach((named, at) => {
    weight.set(named, (weight.get(named) ?? 0) + top.activations[at]!);
  });
  const rows = [...weight].sort((a, b) => b[1] - a[1]).slice(0, CLASSES).map(([named]) => named);
  const data = new Uint8Array(rows.length * moments.count);
  for (let at = 0; at < moments.count * TOP_CLASSES; at++) {
    const row = rows.indexOf(top.classes[at]!);
    if (row < 0) continue;
    const moment = Math.floor(at / TOP_CLASSES);
    data[moment * rows.length + row] = Math.round(2.55 * top.activations[at]!);
  }
  const names = rows.map((named) => splitStyle(ACTIVATION_CLASSES[set][named] ?? "?").name);
  return [{
    id: set,
    rows: rows.length,
    ...timeOf(moments, start),
    scale: [0, 1],
    names,
    data,
  }];
}
