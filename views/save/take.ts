import { sheetOf, type SheetPart, type SheetWords } from "./sheet.ts";

/** Px of a saved picture on one of the screen. */
const SHARPNESS = 2;

/** What can be saved, made when it is asked for. */
export interface Sheet {
  readonly parts: readonly SheetPart[];
  readonly words: Omit<SheetWords, "ink" | "paper">;
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Room for pictures, px. */
  readonly across: number;
}

/** Saves a sheet as a file. Rejects where the browser cannot draw it. */
export async function saveSheet(sheet: Sheet, format: "svg" | "png"): Promise<void> {
  const { color: ink, backgroundColor: paper } = getComputedStyle(document.body);
  const text = sheetOf(sheet.parts, {
    across: sheet.across,
    words: { ...sheet.words, ink, paper },
  });
  const svg = new Blob([text], { type: "image/svg+xml" });
  save(format === "svg" ? svg : await rasterised(svg), `${sheet.name}.${format}`);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function rasterised(svg: Blob): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SHARPNESS;
    canvas.height = image.naturalHeight * SHARPNESS;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => blob ? resolve(blob) : reject(new Error("This browser cannot write a PNG")),
        "image/png",
      )
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
