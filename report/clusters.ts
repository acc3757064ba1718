import {
  ACTIVATION_SETS,
  type ActivationSet,
  type Columns,
  NUMBER_DESCRIPTORS,
  splitStyle,
} from "../domain/mod.ts";
import { topClasses } from "../query/mod.ts";

/** A class of a set of activations that is more common in a cluster than in all that was clustered. */
export interface ApartClass {
  /** As shown: a style without its parent. */
  readonly name: string;
  /** Share of the cluster's tracks whose strongest class it is. */
  readonly share: number;
  /** That share by its share of all. */
  readonly lift: number;
}

/** A descriptor whose values are others in a cluster than in all that was clustered. */
export interface Shift {
  readonly id: string;
  readonly label: string;
  /** Difference of the means in standard deviations of all. */
  readonly effect: number;
}

/** What sets a cluster apart. */
export interface ClusterPortrait {
  readonly name: string;
  readonly tracks: number;
  /** Left out where no class of a set is more common in it. */
  readonly classes: Readonly<Partial<Record<ActivationSet, readonly ApartClass[]>>>;
  readonly shifts: readonly Shift[];
}

const MOST_LISTED = 4;
/** Fewer tracks, a smaller share or lift set nothing apart. */
const LEAST_COUNT = 5;
const LEAST_SHARE = 0.05;
const LEAST_LIFT = 1.4;
/** A half of a standard deviation is a medium effect (Cohen 1988). */
const LEAST_EFFECT = 0.5;
/** What says more of a file than of its music. */
const OF_FILES = ["sample_rate", "bit_rate", "channels"];

/**
 * What sets each cluster apart from all that was clustered: the classes of each set by `count · ln(lift)`,
 * their part of the log-likelihood ratio (Dunning 1993), and descriptors by the difference of their means. Names differ.
 *
 * @param labels Cluster of each row of the columns, -1 for none. Shape `(n,)`.
 */
export function portraitsOf(
  columns: Columns,
  { labels, clusters }: { readonly labels: Int32Array; readonly clusters: number },
): ClusterPortrait[] {
  const tracks = new Uint32Array(clusters);
  for (const label of labels) if (label >= 0) tracks[label]!++;
  const apart = ACTIVATION_SETS.filter((set) => columns.activations[set]?.present.includes(1))
    .map((set) => [set, apartOf(columns, { set, labels, clusters })] as const);
  const shifts = shiftsOf(columns, { labels, clusters });
  const taken = new Set<string>();
  return Array.from(tracks, (count, cluster) => {
    const portrait = {
      tracks: count,
      classes: Object.fromEntries(
        apart.map(([set, classes]) => [set, classes[cluster]!] as const)
          .filter(([, classes]) => classes.length > 0),
      ),
      shifts: shifts[cluster]!,
    };
    const name = nameOf(portrait, { taken, cluster });
    taken.add(name);
    return { name, ...portrait };
  });
}

interface Grouping {
  readonly labels: Int32Array;
  readonly clusters: number;
}

function apartOf(
  columns: Columns,
  { set, labels, clusters }: Grouping & { readonly set: ActivationSet },
): ApartClass[][] {
  const names = columns.activations[set]?.labels ?? [];
  const top = topClasses(columns, set);
  const counts = Array.from({ length: clusters }, () => new Uint32Array(names.length));
  const all = new Uint32Array(names.length);
  for (const [row, label] of labels.entries()) {
    if (top[row]! < 0) continue;
    all[top[row]!]!++;
    if (label >= 0) counts[label]![top[row]!]!++;
  }
  const total = all.reduce((sum, count) => sum + count, 0);
  return counts.map((own) => {
    const size = own.reduce((sum, count) => sum + count, 0);
    return Array.from(own, (count, at) => {
      const share = count / size;
      return { at, count, share, lift: share / (all[at]! / total) };
    })
      .filter(({ count, share, lift }) =>
        count >= Math.min(LEAST_COUNT, size) && share >= LEAST_SHARE && lift >= LEAST_LIFT
      )
      .sort((a, b) => b.count * Math.log(b.lift) - a.count * Math.log(a.lift) || a.at - b.at)
      .slice(0, MOST_LISTED)
      .map(({ at, share, lift }) => ({ name: splitStyle(names[at]!).name, share, lift }));
  });
}

function shiftsOf(columns: Columns, { labels, clusters }: Grouping): Shift[][] {
  const shifts = Array.from({ length: clusters }, (): Shift[] => []);
  for (const { id, label } of NUMBER_DESCRIPTORS) {
    const column = columns.numbers[id];
    if (!column || OF_FILES.includes(id)) continue;
    const [sums, counts] = [new Float64Array(clusters), new Uint32Array(clusters)];
    let [n, sum, squares] = [0, 0, 0];
    for (let row = 0; row < labels.length; row++) {
      const value = column[row]!;
      if (value !== value) continue;
      n++;
      sum += value;
      squares += value * value;
      if (labels[row]! < 0) continue;
      sums[labels[row]!]! += value;
      counts[labels[row]!]!++;
    }
    const deviation = Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
    for (let cluster = 0; cluster < clusters; cluster++) {
      const effect = (sums[cluster]! / counts[cluster]! - sum / n) / deviation;
      if (Math.abs(effect) >= LEAST_EFFECT && Number.isFinite(effect)) {
        shifts[cluster]!.push({ id, label, effect });
      }
    }
  }
  return shifts.map((list) =>
    list.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).slice(0, MOST_LISTED)
  );
}

/**
 * The two classes of the first set with any that set it apart most, else the strongest shift; a number where
 * that is taken.
 */
function nameOf(
  portrait: Pick<ClusterPortrait, "classes" | "shifts">,
  { taken, cluster }: { readonly taken: ReadonlySet<string>; readonly cluster: number },
): string {
  const { shifts } = portrait;
  const set = ACTIVATION_SETS.find((set) => portrait.classes[set]);
  const classes = set ? portrait.classes[set]!.map(({ name }) => name) : [];
  const words = [
    ...[1, 2, 3].map((count) => classes.slice(0, count).join(", ")),
    ...shifts.map(({ label, effect }) =>
      [...classes.slice(0, 1), `${effect > 0 ? "high" : "low"} ${label}`].join(", ")
    ),
    `Cluster ${cluster + 1}`,
  ];
  return words.find((name) => name !== "" && !taken.has(name))!;
}
