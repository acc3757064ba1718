import { SPACE_NAMES, spaceNamed } from "../domain/mod.ts";
import type { ClusterRequest } from "../library/mod.ts";
import { CLUSTER_METHODS, MOST_CLUSTERS } from "../similarity/mod.ts";
import { HttpError, shortened } from "../web/mod.ts";

/** Tracks that a cluster of HDBSCAN can be asked to have at least. */
const SIZES = [2, 100_000] as const;

/** Which clusters a request asks for: `space`, `method`, and `k` or `size`, empty for the usual. */
export function clusterRequestIn(
  params: URLSearchParams,
  first: string | undefined,
): ClusterRequest {
  const space = spaceNamed(params.get("space") ?? first);
  const method = CLUSTER_METHODS.find((method) => method === (params.get("method") ?? "kmeans"));
  if (!space || !method) {
    const asked = [params.get("space") ?? "", params.get("method") ?? ""].join(" ").trim();
    throw new HttpError(
      400,
      `Cannot cluster by ${shortened(asked)}: spaces are ${SPACE_NAMES}, methods ${
        CLUSTER_METHODS.join(", ")
      }`,
    );
  }
  return {
    space,
    method,
    k: method === "kmeans" ? wholeOf(params, "k", [2, MOST_CLUSTERS]) : undefined,
    minSize: method === "hdbscan" ? wholeOf(params, "size", SIZES) : undefined,
  };
}

/** The parameters that {@linkcode clusterRequestIn} reads. */
export function clusterParameters({ space, method, k, minSize }: ClusterRequest): URLSearchParams {
  return new URLSearchParams({
    space,
    method,
    ...(k !== undefined && { k: String(k) }),
    ...(minSize !== undefined && { size: String(minSize) }),
  });
}

function wholeOf(
  params: URLSearchParams,
  name: string,
  [low, high]: readonly [number, number],
): number | undefined {
  const text = params.get(name) ?? "";
  if (text === "") return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= low && number <= high) return number;
  throw new HttpError(
    400,
    `Cannot read ${name}=${shortened(text)}: it takes a whole number from ${low} to ${high}`,
  );
}
