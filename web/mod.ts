/**
 * The page layer: Fresh's shape and names on Hono and Preact. Server side; the browser's door is
 * `web/client/mod.ts`.
 *
 * @module
 */
export * from "./address.ts";
export * from "./answer_cache.ts";
export * from "./app.ts";
export * from "./body.ts";
export * from "./client_assets.ts";
export * from "./context.ts";
export * from "./define.ts";
export * from "./head.ts";
export * from "./http_error.ts";
export * from "./island_props.ts";
export * from "./compression.ts";
export * from "./event_stream.ts";
export * from "./file_response.ts";
export * from "./media_types.ts";
export * from "./security.ts";
export * from "./static_files.ts";
