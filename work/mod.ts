/**
 * Long work: workers that answer typed calls, a desk where work is begun, followed and stopped, and
 * files of what it has found.
 *
 * @module
 */
export { Desk } from "./desk.ts";
export type { JobContext, JobName, JobState } from "./job.ts";
export {
  type FileKind,
  finishKeptFile,
  readKeptBytes,
  readKeptHead,
  readKeptInto,
  startKeptFile,
  unlessUnusable,
  UnusableFile,
  writeKeptFile,
} from "./kept_file.ts";
export { type Dated, KeptWork } from "./kept_work.ts";
export { KeptWorks } from "./kept_works.ts";
export { type CallContext, serve, Transferred } from "./serve.ts";
export { inWorker, Worked } from "./worker.ts";
