/** A picture on a sheet, px. */
export interface SheetPart {
  /** What stands inside an `svg` of that size. */
  readonly inside: string;
  readonly viewBox: string;
  readonly width: number;
  readonly height: number;
  /** Name over it; empty for none. */
  readonly title: string;
}

/** What a saved sheet has besides its pictures. */
export interface SheetWords {
  readonly title: string;
  /** What is shown, of how many, and what was asked. */
  readonly caption: string;
  /** Colours with their names. */
  readonly legend?: readonly { readonly colour: string; readonly name: string }[];
  readonly ink: string;
  readonly paper: string;
}

const MARGIN = 16;
const LINE = 17;
/** Width of a letter at 12 px, about. */
const LETTER = 6.4;
const COLUMN_GAP = 24;

/**
 * An SVG that stands alone: pictures in as many columns as fit `across`, with title, legend and caption.
 *
 * @param across Room for pictures, px; no less than the widest.
 */
export function sheetOf(
  parts: readonly SheetPart[],
  { across, words }: { readonly across: number; readonly words: SheetWords },
): string {
  const room = Math.max(across, ...parts.map(({ width }) => width));
  let [x, y, lineHeight] = [0, MARGIN + 20, 0];
  const drawn: string[] = [];
  for (const part of parts) {
    const height = part.height + (part.title === "" ? 0 : LINE + 4);
    if (x > 0 && x + part.width > room) {
      y += lineHeight + COLUMN_GAP;
      [x, lineHeight] = [0, 0];
    }
    const top = part.title === "" ? y : y + LINE + 4;
    if (part.title !== "") drawn.push(textAt(MARGIN + x, y + 12, part.title, 'font-weight="600"'));
    drawn.push(
      `<svg x="${MARGIN + x}" y="${top}" width="${part.width}" height="${part.height}" ` +
        `viewBox="${escaped(part.viewBox)}">${part.inside}</svg>`,
    );
    x += part.width + COLUMN_GAP;
    lineHeight = Math.max(lineHeight, height);
  }
  y += lineHeight + MARGIN;
  const legend = legendAt(words.legend ?? [], { room, y });
  y = legend.bottom;
  const lines = wrapped(words.caption, Math.floor(room / LETTER));
  const caption = lines.map((line, i) => textAt(MARGIN, y + 12 + i * LINE, line));
  const [width, height] = [room + 2 * MARGIN, y + lines.length * LINE + MARGIN];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" ` +
    `fill="${escaped(words.ink)}"><title>${escaped(words.title)}</title>` +
    `<rect width="100%" height="100%" fill="${escaped(words.paper)}"/>` +
    textAt(MARGIN, MARGIN + 8, words.title, 'font-size="14" font-weight="600"') +
    drawn.join("") + legend.text + caption.join("") + "</svg>\n";
}

function legendAt(
  legend: NonNullable<SheetWords["legend"]>,
  { room, y }: { readonly room: number; readonly y: number },
): { readonly text: string; readonly bottom: number } {
  let [x, line] = [0, 0];
  const drawn = legend.map(({ colour, name }) => {
    const width = name.length * LETTER + 28;
    if (x > 0 && x + width > room) [x, line] = [0, line + 1];
    const [left, top] = [MARGIN + x, y + line * LINE];
    x += width;
    return `<rect x="${left}" y="${top + 3}" width="9" height="9" rx="2" ` +
      `fill="${escaped(colour)}"/>${textAt(left + 14, top + 12, name)}`;
  });
  return { text: drawn.join(""), bottom: legend.length === 0 ? y : y + (line + 1) * LINE + 6 };
}

function textAt(x: number, y: number, text: string, more = ""): string {
  return `<text x="${x}" y="${y}"${more && ` ${more}`}>${escaped(text)}</text>`;
}

/** A text in lines of at most so many letters, cut at its spaces. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as it may stand in markup. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
}
