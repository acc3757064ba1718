import { type Engine, EXTENSIONS } from "./_duckdb.ts";
import { DataSetError } from "./failure.ts";
import { literal } from "./sql.ts";

/** How object storage is reached. */
export interface ObjectStorage {
  /** Access key and its secret; without them the bucket is read as anybody may. */
  readonly key?: { readonly id: string; readonly secret: string; readonly session?: string };
  readonly region?: string;
  /** Address of a server of one's own, such as `http://nas:9000`; Amazon's where it is left out. */
  readonly endpoint?: URL;
}

const EXTENSION = "httpfs";

/**
 * Lets DuckDB read below an address of object storage. Its extension for that is no part of it: where it
 * is not in `engines/duckdb/extensions` it is fetched from its maker, once. Throws a DataSetError.
 *
 * @param options.onFetch Called before anything is fetched.
 */
export async function reachObjectStorage(
  engine: Engine,
  { location, storage, onFetch }: {
    readonly location: string;
    readonly storage: ObjectStorage;
    readonly onFetch: (() => void) | undefined;
  },
): Promise<void> {
  await engine.rows(`SET extension_directory = ${literal(EXTENSIONS)}`);
  await loadExtension(engine, onFetch);
  const { key, region, endpoint } = storage;
  const settings = {
    SCOPE: `${location}/`,
    KEY_ID: key?.id,
    SECRET: key?.secret,
    SESSION_TOKEN: key?.session,
    REGION: region,
    ENDPOINT: endpoint?.host,
    URL_STYLE: endpoint && "path",
    USE_SSL: endpoint && String(endpoint.protocol === "https:"),
  };
  const given = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${literal(value)}`]
  );
  await engine.rows(`CREATE SECRET (TYPE s3, PROVIDER config, ${given.join(", ")})`);
}

async function loadExtension(engine: Engine, onFetch: (() => void) | undefined): Promise<void> {
  try {
    return void await engine.rows(`LOAD ${EXTENSION}`);
  } catch {
    onFetch?.();
  }
  try {
    await engine.rows(`INSTALL ${EXTENSION}`);
    await engine.rows(`LOAD ${EXTENSION}`);
  } catch (cause) {
    const said = cause instanceof DataSetError ? cause.reason : String(cause);
    throw new DataSetError(
      `Cannot read object storage: DuckDB's extension ${EXTENSION} is not in ${EXTENSIONS} and could not ` +
        `be fetched (${said}); put it there by hand (docs/scale.md), or mount the bucket`,
      { cause },
    );
  }
}

/** The text of a file there; `undefined` where there is none. Throws a DataSetError. */
export async function textInObjectStorage(
  engine: Engine,
  address: string,
): Promise<string | undefined> {
  try {
    const [row] = await engine.rows(`SELECT content FROM read_text(${literal(address)})`);
    return row && String(row[0]);
  } catch (error) {
    if (!(error instanceof DataSetError)) throw error;
    if (/\bHTTP 404\b/.test(error.message)) return undefined;
    const told = /\bHTTP (403|401)\b/.test(error.message)
      ? "it may not be read with the key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or in this " +
        "AWS_REGION"
      : "look at AWS_ENDPOINT_URL and AWS_REGION";
    throw new DataSetError(`Cannot read ${address}: ${error.reason}; ${told}`, { cause: error });
  }
}
