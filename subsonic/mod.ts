/**
 * A collection for music apps on phones and desktops, by the OpenSubsonic protocol: who may log in, and
 * what is answered.
 *
 * @module
 */
export { forgetQueue } from "./calls/queue.ts";
export { forgetMarks } from "./marks.ts";
export { Subsonic } from "./service.ts";
export {
  hashedPassword,
  keyHash,
  newSecret,
  type SubsonicUser,
  subsonicUsers,
  UserError,
  userName,
} from "./users.ts";
