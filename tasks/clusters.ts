import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  numberText,
  percentText,
  plural,
  titleAt,
  tsvLine,
} from "../domain/mod.ts";
import { type ClusterRequest, type Library, openLibrary } from "../library/mod.ts";
import { CLUSTER_METHODS, MOST_CLUSTERS } from "../similarity/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { writeOut } from "./_write_out.ts";

const SPEC: CommandSpec = {
  name: "clusters",
  summary:
    "Groups the tracks of an embedding space without labels, and says what sets each group apart, its\n" +
    "most typical tracks, how far apart groups are and how much of them is chance.",
  options: {
    db: DB_OPTION,
    space: { value: "space", help: "the space (default the first there is)" },
    method: { value: "name", help: "kmeans or hdbscan", default: "kmeans" },
    k: { value: "n", help: "clusters of k-means (default by silhouette)" },
    "min-size": { value: "n", help: "tracks of a cluster of HDBSCAN at least (default 1 %)" },
    keep: { value: "name", help: "keep the clusters as a label set of that name" },
    out: { value: "file", help: "write track, path, cluster as TSV" },
  },
  examples: [
    "deno task clusters",
    "deno task clusters --space musicnn --k 12 --keep moods",
    "deno task clusters --method hdbscan --min-size 20 --out clusters.tsv",
  ],
};

/** `deno task clusters`: clusters of a space. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const library = await openLibrary(given.text("db")!, { create: false });
    try {
      const request = requestOf(given, library);
      await library.clusterings.start(request);
      const found = await library.clusterings.found(request);
      if (!found?.current) {
        console.error(library.work.state(library.clusterings.workOf(request))?.reason);
        return 1;
      }
      for (const line of report(library, found)) console.log(line);
      await write(given, library, request);
      return 0;
    } finally {
      await library.close();
    }
  });
}

type Found = NonNullable<Awaited<ReturnType<Library["clusterings"]["found"]>>>;

function requestOf(given: Arguments, library: Library): ClusterRequest {
  const { present } = library.spaces;
  const named = given.text("space") ?? present[0];
  const space = present.find((space) => space === named);
  const method = CLUSTER_METHODS.find((method) => method === given.text("method"));
  if (!space) {
    throw new UsageError(
      `Cannot cluster ${named ?? given.text("db")}: spaces are ${present.join(", ") || "none"}`,
    );
  }
  if (!method) {
    throw new UsageError(`Cannot read --method: it takes ${CLUSTER_METHODS.join(" or ")}`);
  }
  return {
    space,
    method,
    k: given.whole("k", { min: 2, max: MOST_CLUSTERS }),
    minSize: given.whole("min-size", { min: 2, max: 1_000_000 }),
  };
}

function* report({ collection: { columns } }: Library, found: Found): Generator<string> {
  const { portraits, typical, tracks, inNone, stability, silhouette, tried } = found;
  yield `${plural(portraits.length, "cluster")} of ${plural(tracks, "track")}, ${inNone} in none (${
    percentText(inNone, tracks)
  }); mean silhouette ${numberText(silhouette, 3)}; adjusted Rand over ${stability.runs} runs ${
    numberText(stability.mean, 3)
  }, least ${numberText(stability.least, 3)}`;
  if (tried.length > 0) {
    yield `  silhouette by number: ${
      tried.map(({ k, silhouette }) => `${k} ${numberText(silhouette, 3)}`).join(", ")
    }`;
  }
  for (const [i, { name, tracks, classes, shifts }] of portraits.entries()) {
    yield `${i + 1}. ${name}: ${plural(tracks, "track")}`;
    for (const set of ACTIVATION_SETS) {
      if (!classes[set]) continue;
      yield `   ${ACTIVATION_INFO[set].many} ${
        classes[set].map(({ name, share, lift }) =>
          `${name} ${percentText(share, 1, 0)} (×${numberText(lift, 1)})`
        ).join(", ")
      }`;
    }
    if (shifts.length > 0) {
      yield `   ${
        shifts.map(({ id, effect }) =>
          `${id} ${effect > 0 ? "+" : "−"}${numberText(Math.abs(effect), 1)} sd`
        ).join(", ")
      }`;
    }
    yield `   typical: ${typical[i]!.slice(0, 3).map((row) => titleAt(columns, row)).join("; ")}`;
  }
}

async function write(given: Arguments, library: Library, request: ClusterRequest): Promise<void> {
  const [name, out] = [given.text("keep"), given.text("out")];
  const found = (await library.clusterings.found(request))!;
  const names = found.portraits.map(({ name }) => name);
  if (name !== undefined) {
    const set = await library.clusterings.keep(request, { name, names, at: Date.now() });
    if (!set) throw new UsageError(`Cannot keep the clusters: ${name} is another label set`);
    console.log(`Kept as the label set ${set.id}`);
  }
  if (out !== undefined) {
    const { ids, texts } = library.collection.columns;
    const lines = ids.flatMap((id, row) => {
      const label = found.labels[row]!;
      return label < 0 ? [] : [tsvLine([id, texts.path[row]!, String(label + 1), names[label]!])];
    });
    const text = [tsvLine(["id", "path", "cluster", "name"]), ...lines].join("");
    await writeOut(out, text);
  }
}
