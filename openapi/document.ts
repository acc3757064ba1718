import { type Answer, answer, type Operation, type Paths } from "./_operation.ts";
import { COLLECTION } from "./operations/collection.ts";
import { PEOPLE } from "./operations/people.ts";
import { PLAYLISTS } from "./operations/playlists.ts";
import { SIMILAR } from "./operations/similar.ts";
import { TRACKS } from "./operations/tracks.ts";
import { WORK } from "./operations/work.ts";
import schemas from "./schemas.json" with { type: "json" };

/**
 * Version of the API. The first number changes where a program that reads it may have to; what is added
 * raises the second.
 */
export const API_VERSION = "1.0.0";

const PATHS: Paths = { ...COLLECTION, ...TRACKS, ...SIMILAR, ...PLAYLISTS, ...PEOPLE, ...WORK };

const DESCRIPTION =
  "What the pages ask, for scripts and notebooks on the same machine. JSON has no NaN: " +
  "where a number is not known, it is null. Elsewhere than on this machine each request needs the token " +
  "that `deno task start` prints. A request that changes something is refused where it comes from a page of " +
  "another site. Music apps are served at `/rest` by OpenSubsonic, which https://opensubsonic.netlify.app " +
  "describes.";

const REFUSED: Answer = answer("Refusal", "Refused, and why; 503 and 507 may go by themselves", {
  error: "There is no track x in this collection",
});

/** The API as an OpenAPI 3.1 document. */
export function apiDocument(): Readonly<Record<string, unknown>> {
  return {
    openapi: "3.1.0",
    info: {
      title: "Fonoteca",
      version: API_VERSION,
      summary: "What is in a collection of music",
      description: DESCRIPTION,
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    servers: [{ url: "/" }],
    security: [{}, { token: [] }],
    paths: Object.fromEntries(
      Object.entries(PATHS).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([method, operation]) => [method, written(operation)]),
        ),
      ]),
    ),
    components: {
      schemas,
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
    },
  };
}

function written({ id, tag, body, answers, ...rest }: Operation) {
  return {
    operationId: id,
    tags: [tag],
    ...rest,
    ...(body && { requestBody: { required: true, content: body } }),
    responses: { ...answers, default: REFUSED },
  };
}
