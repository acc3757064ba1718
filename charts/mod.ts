/**
 * Charts: pure functions from plain data and a size to SVG. They run on the server and on the page.
 *
 * @module
 */
export { Bars, type BarsSpec } from "./bars.tsx";
export { type Bins, binsOf, edgesOf } from "./bins.ts";
export { ByRank } from "./by_rank.tsx";
export { Calibration } from "./calibration.tsx";
export { parentColour, STEPS } from "./colours.ts";
export { Curves } from "./curves.tsx";
export { Density } from "./density.tsx";
export { CircleOfFifths, type KeyCounts, largestShare } from "./fifths.tsx";
export { Frame, Mark } from "./frame.tsx";
export { Histogram, type HistogramMark, type Target } from "./histogram.tsx";
export { KeyBars } from "./key_bars.tsx";
export { Levels } from "./levels.tsx";
export { MarkedMap, type MarkedTrack } from "./marked_map.tsx";
export { Matrix, matrixHeight } from "./matrix.tsx";
export { px, tickText } from "./number.ts";
export { Overlay } from "./overlay.tsx";
export { Ranked } from "./ranked.tsx";
export { Split } from "./split.tsx";
export { Steps } from "./steps.tsx";
export { Treemap } from "./treemap.tsx";
export { VectorPair } from "./vector_pair.tsx";
