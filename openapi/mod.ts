/**
 * The HTTP API as OpenAPI 3.1 describes it: each operation by hand, the schemas made of the types of the
 * code (`tools/openapi/`).
 *
 * @module
 */
export { apiDocument } from "./document.ts";
