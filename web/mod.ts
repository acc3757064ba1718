/**
 * The page layer: Fresh's shape and names on Hono and Preact. Server side; the browser's door is
 * `web/client/mod.ts`.
 *
 * @module
 */
export { isEveryAddress, isLoopback, plainHost } from "./address.ts";
export { answerCache, type Dependence } from "./answer_cache.ts";
export { App } from "./app.ts";
export { attachment } from "./attachment.ts";
export { formIn, jsonIn } from "./body.ts";
export { compression, takesGzip } from "./compression.ts";
export { type Context, page } from "./context.ts";
export { createDefine } from "./define.ts";
export { eventStream } from "./event_stream.ts";
export { bytesResponse, fileResponse } from "./file_response.ts";
export { Head } from "./head.ts";
export { HttpError, shortened, statusPhrase } from "./http_error.ts";
export { security, type SecurityOptions } from "./security.ts";
export { asset, staticFiles } from "./static_files.ts";
