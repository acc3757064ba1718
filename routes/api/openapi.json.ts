import { define } from "../../define.ts";
import { apiDocument } from "../../openapi/mod.ts";

/** The API, as OpenAPI 3.1 describes it. */
export const handler = define.handlers({
  GET: () => Response.json(apiDocument()),
});
