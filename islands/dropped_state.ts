/** Where the sound of each dropped file is, by the number of its analysis; gone after a full load. */
export const heard = new Map<string, string>();
