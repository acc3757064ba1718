import type { VNode } from "preact";

/** A button that lets one choose an audio file. */
export function ChooseAudio(
  { label, onChoose }: {
    readonly label: string;
    readonly onChoose: (file: File) => void;
  },
): VNode {
  return (
    <label class="button">
      {label}
      <input
        class="visually-hidden"
        type="file"
        accept="audio/*,.flac,.opus,.ogg,.m4a,.wv,.aiff"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onChoose(file);
        }}
      />
    </label>
  );
}
