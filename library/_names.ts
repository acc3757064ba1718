import { basename, extname, join } from "node:path";

/** Bytes that the name of a file can have on the usual file systems. */
const NAME_BYTES = 255;
/** Bytes left free for a number in front of the ending. */
const NUMBER_BYTES = 8;
const MOST_NUMBER = 9_999;

const utf8 = new TextEncoder();

/** A name that a file was sent under as the name of a file: without folders, and no longer than one can be. */
export function ownName(given: string): string {
  const name = basename(given.replaceAll("\0", ""));
  if (["", ".", ".."].includes(name)) return "dropped file";
  const ending = endingOf(name);
  const room = NAME_BYTES - NUMBER_BYTES - utf8.encode(ending).length;
  return shortened(name.slice(0, name.length - ending.length), room) + ending;
}

/** The ending of a name with its dot; empty where it has none that tells a format. */
export function endingOf(name: string): string {
  return /^\.[a-z0-9]{1,5}$/i.test(extname(name)) ? extname(name) : "";
}

/** The paths that a file of some name can have in a folder: the name itself, then numbered ones. */
export function* pathsFor(name: string, folder: string): Generator<string> {
  yield join(folder, name);
  const ending = endingOf(name);
  const stem = name.slice(0, name.length - ending.length);
  for (let n = 2; n <= MOST_NUMBER; n++) yield join(folder, `${stem} (${n})${ending}`);
}

/** The text's start, in at most so many bytes of UTF-8 and with whole characters. */
function shortened(text: string, bytes: number): string {
  const characters = [...text];
  let left = bytes;
  const end = characters.findIndex((character) => (left -= utf8.encode(character).length) < 0);
  return end < 0 ? text : characters.slice(0, end).join("");
}
