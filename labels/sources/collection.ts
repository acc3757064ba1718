import type { LabelDraft, ReadOptions, Source } from "../draft.ts";
import type { JoinTrack } from "../track_index.ts";

/** Labels from the folder that each track lies in. */
export const FOLDERS: Source = {
  kind: "folders",
  title: "the folders that the tracks lie in",
  recognises: () => false,
  read: (_, options) =>
    Promise.resolve([ownDraft(options, {
      id: "folders",
      name: "Folders",
      several: false,
      labelsOf: ({ path }) => [path.replaceAll("\\", "/").split("/").at(-2) ?? ""],
    })]),
};

/** Labels from the genres in the files' own tags. */
export const TAGS_OF_FILES: Source = {
  kind: "tags",
  title: "the genres in the files' own tags",
  recognises: () => false,
  read: (_, options) =>
    Promise.resolve([ownDraft(options, {
      id: "file-tags",
      name: "Genres of the file tags",
      several: true,
      labelsOf: ({ genres = [] }) => [...new Set(genres.map((genre) => genre.trim()))],
    })]),
};

function ownDraft(
  { tracks, name }: ReadOptions,
  { labelsOf, ...draft }: Pick<LabelDraft, "id" | "name" | "several"> & {
    readonly labelsOf: (track: JoinTrack) => readonly string[];
  },
): LabelDraft {
  return {
    ...draft,
    name: name ?? draft.name,
    *rows() {
      for (const track of tracks.tracks()) {
        const labels = labelsOf(track).filter((label) => label !== "");
        yield {
          key: track.path,
          match: { id: track.id },
          labels,
          artist: track.artist,
          fault: labels.length === 0 ? "it has none" : undefined,
        };
      }
    },
  };
}
