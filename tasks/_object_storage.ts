import type { ObjectStorage } from "../dataset/mod.ts";
import { UsageError } from "./_args.ts";

/** The environment variables that say how object storage is reached, by the names that its tools use. */
export const STORAGE_VARIABLES = [
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_S3",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
] as const;

/** How object storage is reached, by the environment. Throws a UsageError for half a key or no address. */
export function readStorage(
  env: (name: (typeof STORAGE_VARIABLES)[number]) => string | undefined,
): ObjectStorage {
  const [id, secret] = [env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")];
  if (Boolean(id) !== Boolean(secret)) {
    throw new UsageError(
      "Cannot reach object storage: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together; " +
        "set both, or neither for a bucket that all may read",
    );
  }
  const session = env("AWS_SESSION_TOKEN");
  const region = env("AWS_REGION") || env("AWS_DEFAULT_REGION");
  const endpoint = env("AWS_ENDPOINT_URL_S3") || env("AWS_ENDPOINT_URL");
  if (endpoint && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) {
    throw new UsageError(
      `Cannot reach object storage: AWS_ENDPOINT_URL is ${endpoint}; it should look like ` +
        "https://host or http://host:port",
    );
  }
  return {
    ...(id && secret && { key: { id, secret, ...(session && { session }) } }),
    ...(region && { region }),
    ...(endpoint && { endpoint: new URL(endpoint) }),
  };
}
