import type { TrackId } from "../domain/mod.ts";
import { LabelEditor } from "../views/labels/LabelEditor.tsx";

/** Labels of one track, to be edited on its page. */
export default function TrackLabels({ track }: { readonly track: TrackId }) {
  return <LabelEditor target={{ tracks: [track] }} />;
}
