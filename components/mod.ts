/**
 * Parts of pages without state: markup alone, the same on the server and in islands.
 *
 * @module
 */
export { Button, buttonClass } from "./Button.tsx";
export { Chip } from "./Chip.tsx";
export { ChooseAudio } from "./ChooseAudio.tsx";
export { Command } from "./Command.tsx";
export { EmptyState } from "./EmptyState.tsx";
export { Field } from "./Field.tsx";
export { Icon, type IconName } from "./Icon.tsx";
export { Missing } from "./Missing.tsx";
export { Num } from "./Num.tsx";
export { HeadParts, SkipLink, Wordmark } from "./PageShell.tsx";
export { PlayButton } from "./PlayButton.tsx";
export { Progress } from "./Progress.tsx";
export { Table, type TableColumn } from "./Table.tsx";
export { clock } from "./clock.ts";
