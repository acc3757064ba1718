/** A part that plays chords or their notes, one character a step: `x` plays, `X` with accent, `.` rests. */
export interface Part {
  /** General MIDI programs, of which a piece has one. */
  readonly programs: readonly number[];
  /** Patterns of a bar, of which a piece has one. */
  readonly patterns: readonly string[];
  /** Steps that a note is held. */
  readonly hold: number;
  /** What is played: the chord at once, its notes one after another, or its root and fifth far below. */
  readonly plays: "chord" | "arpeggio" | "bass";
}

/** A style of made music. */
export interface Style {
  readonly name: string;
  /** Tempi that a listener would count in this style, BPM. */
  readonly tempi: readonly [slowest: number, fastest: number];
  /** Steps a beat, 3 where the beat is ternary, and beats a bar. */
  readonly steps: 3 | 4;
  readonly beats: number;
  /** Share of a step by which every second step comes late. */
  readonly swing?: number;
  /** Drum patterns of a bar by General MIDI key; a piece has one of those listed. */
  readonly drums: Readonly<Record<number, readonly string[]>>;
  readonly parts: readonly Part[];
}

const KICK = 36, SIDE = 37, SNARE = 38, CLAP = 39, HAT = 42, OPEN = 46, RIDE = 51, SHAKER = 70;
const COWBELL = 56, CONGA = 63, CLAVE = 75, TOM = 45, TAMBOURINE = 54;

const EIGHTHS = "x.x.x.x.x.x.x.x.", SIXTEENTHS = "xxxxxxxxxxxxxxxx", OFFBEATS = "..x...x...x...x.";
const QUARTERS = "x...x...x...x...", BACKBEAT = "....X.......X...";

function bass(programs: readonly number[], ...patterns: readonly string[]): Part {
  return { programs, patterns, hold: 2, plays: "bass" };
}

function chords(programs: readonly number[], hold: number, ...patterns: readonly string[]): Part {
  return { programs, patterns, hold, plays: "chord" };
}

function arpeggio(programs: readonly number[], hold: number, ...patterns: readonly string[]): Part {
  return { programs, patterns, hold, plays: "arpeggio" };
}

const GUITARS = [24, 25, 26, 27],
  STRINGS = [48, 49, 50],
  PADS = [88, 89, 91, 95];
const BASSES = [32, 33, 34], SYNTH_BASSES = [38, 39], DRIVEN = [29, 30], BRASS = [61, 62];

/** The styles: 24, whose tempi together go from 50 to 200 BPM. */
export const STYLES: readonly Style[] = [
  {
    name: "house",
    tempi: [116, 130],
    steps: 4,
    beats: 4,
    drums: { [KICK]: [QUARTERS], [OPEN]: [OFFBEATS], [CLAP]: [BACKBEAT], [HAT]: [SIXTEENTHS, ""] },
    parts: [
      bass(SYNTH_BASSES, OFFBEATS, "x..x..x...x..x.."),
      chords([4, 16, 90], 2, "x..x..x...x.x..."),
    ],
  },
  {
    name: "techno",
    tempi: [124, 150],
    steps: 4,
    beats: 4,
    drums: { [KICK]: [QUARTERS], [HAT]: [OFFBEATS, EIGHTHS], [TOM]: ["", "..........x..x.."] },
    parts: [
      bass(SYNTH_BASSES, SIXTEENTHS, "..xx..xx..xx..xx"),
      arpeggio([81, 87], 1, SIXTEENTHS, "x.xx.xx.x.xx.xx."),
    ],
  },
  {
    name: "drum-and-bass",
    tempi: [160, 180],
    steps: 4,
    beats: 4,
    drums: {
      [KICK]: ["X.........X.....", "X.....x...X....."],
      [SNARE]: [BACKBEAT, "....X..x.x..X..."],
      [HAT]: [EIGHTHS, SIXTEENTHS],
    },
    parts: [
      bass(SYNTH_BASSES, "x.....x...x.....", "x..............."),
      chords(PADS, 16, "x..............."),
    ],
  },
  {
    name: "hip-hop",
    tempi: [78, 102],
    steps: 4,
    beats: 4,
    swing: 0.2,
    drums: {
      [KICK]: ["X..x...x..X.....", "X.x.......X..x.."],
      [SNARE]: [BACKBEAT],
      [HAT]: [EIGHTHS, SIXTEENTHS],
    },
    parts: [
      bass(BASSES, "x..x...x..x....."),
      chords([4, 5, 11], 8, "x.......x.......", "x...........x..."),
    ],
  },
  {
    name: "pop-rock",
    tempi: [88, 148],
    steps: 4,
    beats: 4,
    drums: {
      [KICK]: ["X.......X.x.....", "X.x.....X......."],
      [SNARE]: [BACKBEAT],
      [HAT]: [EIGHTHS, QUARTERS],
    },
    parts: [
      bass(BASSES, EIGHTHS, "x..xx...x..xx..."),
      chords([...GUITARS, ...DRIVEN], 2, EIGHTHS, "x.x..xx.x.x..xx."),
    ],
  },
  {
    name: "punk",
    tempi: [150, 200],
    steps: 4,
    beats: 4,
    drums: {
      [KICK]: ["X...x...X...x...", "X.....x.X......."],
      [SNARE]: ["....X.......X..."],
      [HAT]: [EIGHTHS, QUARTERS],
    },
    parts: [bass([34], EIGHTHS), chords(DRIVEN, 2, EIGHTHS)],
  },
  {
    name: "metal",
    tempi: [100, 190],
    steps: 4,
    beats: 4,
    drums: {
      [KICK]: [EIGHTHS, SIXTEENTHS, "x.xxx.xxx.xxx.xx"],
      [SNARE]: [BACKBEAT],
      [RIDE]: [QUARTERS],
    },
    parts: [bass([34], EIGHTHS, "x.xxx.xxx.xxx.xx"), chords([30], 1, "x.xxx.xxx.xxx.xx", EIGHTHS)],
  },
  {
    name: "piano-ballad",
    tempi: [54, 84],
    steps: 4,
    beats: 4,
    drums: { [KICK]: ["", "X.......x......."], [SIDE]: ["", BACKBEAT], [HAT]: ["", EIGHTHS] },
    parts: [
      bass([0, 32], "x.......x......."),
      arpeggio([0], 4, EIGHTHS, SIXTEENTHS),
      chords(STRINGS, 16, "x..............."),
    ],
  },
  {
    name: "reggae",
    tempi: [64, 92],
    steps: 4,
    beats: 4,
    swing: 0.15,
    drums: {
      [KICK]: ["........X.......", QUARTERS],
      [SIDE]: ["........X......."],
      [HAT]: [EIGHTHS],
    },
    parts: [bass(BASSES, "x..x..x.x.....x.", "..x.x.x.x..x...."), chords([16, 27], 1, OFFBEATS)],
  },
  {
    name: "ska",
    tempi: [120, 180],
    steps: 4,
    beats: 4,
    drums: { [KICK]: ["X.......X......."], [SNARE]: [BACKBEAT], [HAT]: [EIGHTHS, OFFBEATS] },
    parts: [
      bass(BASSES, QUARTERS),
      chords([27, 28], 1, OFFBEATS),
      chords(BRASS, 2, "x.....x.........", "....x.x.....x..."),
    ],
  },
  {
    name: "funk",
    tempi: [92, 120],
    steps: 4,
    beats: 4,
    drums: {
      [KICK]: ["X.x....x..X..x..", "X..X..x...x....."],
      [SNARE]: ["....X..x.x..X..x"],
      [HAT]: [SIXTEENTHS, EIGHTHS],
    },
    parts: [
      bass([36, 33], "X..x..x.x..x..xx", "X.xx....x..x.x.."),
      chords([27, 28], 1, "..x..xx...x..xx.", "x.xx.xx.x.xx.xx."),
    ],
  },
  {
    name: "soul",
    tempi: [94, 136],
    steps: 4,
    beats: 4,
    drums: {
      [SNARE]: ["X...X...X...X...", BACKBEAT],
      [KICK]: ["X.......X.x....."],
      [TAMBOURINE]: [BACKBEAT, EIGHTHS],
    },
    parts: [
      bass(BASSES, "x..xx.x.x..xx.x."),
      chords([16, 0], 4, QUARTERS),
      chords(BRASS, 3, "x...........x..."),
    ],
  },
  {
    name: "bossa-nova",
    tempi: [104, 150],
    steps: 4,
    beats: 4,
    drums: {
      [KICK]: ["x..xx..xx..xx..x"],
      [SIDE]: ["x..x..x...x..x.."],
      [SHAKER]: [SIXTEENTHS, EIGHTHS],
    },
    parts: [
      bass([32], "x..xx..xx..xx..x", "x...x...x...x..."),
      chords([24], 2, "x..x..x..x..x...", "x.x..x.xx..x..x."),
    ],
  },
  {
    name: "samba",
    tempi: [88, 116],
    steps: 4,
    beats: 2,
    drums: { [KICK]: ["x..xX..x"], [SHAKER]: ["Xxxxxxxx"], [CONGA]: ["x.xx.x.x", "..x..xx."] },
    parts: [bass([32], "x..xX..x"), chords([24, 25], 1, "x.xx.x.x", "x.x.xx.x")],
  },
  {
    name: "salsa",
    tempi: [160, 200],
    steps: 4,
    beats: 4,
    drums: {
      [CLAVE]: ["x.....x.....x...", "....x...x......."],
      [CONGA]: ["....x.......x.xx", "x...x..xx...x.xx"],
      [COWBELL]: [QUARTERS, "x.......x......."],
    },
    parts: [
      bass([32], "......x.....x..."),
      arpeggio([0], 2, "x.x...x...x.x.x.", "x...x.x..x.x.x.."),
    ],
  },
  {
    name: "jazz-swing",
    tempi: [96, 200],
    steps: 3,
    beats: 4,
    drums: { [RIDE]: ["x..x.xx..x.x"], [44]: ["...x.....x.."], [SNARE]: ["", ".....x......"] },
    parts: [bass([32], "x..x..x..x.."), chords([0, 26], 2, "..x...x.....", "x....x......")],
  },
  {
    name: "waltz",
    tempi: [84, 190],
    steps: 4,
    beats: 3,
    drums: { [KICK]: ["", "X..........."], [SIDE]: ["", "....x...x..."] },
    parts: [bass([32, 43], "x..........."), chords([...STRINGS, 21, 0], 3, "....x...x...")],
  },
  {
    name: "country",
    tempi: [84, 132],
    steps: 4,
    beats: 4,
    drums: {
      [SNARE]: ["xxXxxxXxxxXxxxXx", BACKBEAT],
      [KICK]: ["x...x...x...x...", "x.......x......."],
    },
    parts: [bass(BASSES, "x.......x......."), chords([25], 2, "..x...x...x...x.", EIGHTHS)],
  },
  {
    name: "shuffle-blues",
    tempi: [66, 132],
    steps: 3,
    beats: 4,
    drums: {
      [KICK]: ["x.....x.....", "x..x..x..x.."],
      [SNARE]: ["...X.....X.."],
      [RIDE]: ["x.xx.xx.xx.x"],
    },
    parts: [bass(BASSES, "x.xx.xx.xx.x", "x..x..x..x.."), chords([26, 16, 0], 1, "x.xx.xx.xx.x")],
  },
  {
    name: "slow-twelve-eight",
    tempi: [50, 76],
    steps: 3,
    beats: 4,
    drums: { [KICK]: ["x.....x.x..."], [SNARE]: ["...X.....X.."], [HAT]: ["xxxxxxxxxxxx"] },
    parts: [
      bass(BASSES, "x.....x.x..."),
      arpeggio([0, 27], 2, "xxxxxxxxxxxx"),
      chords([16, 48], 12, "x..........."),
    ],
  },
  {
    name: "tango",
    tempi: [110, 132],
    steps: 4,
    beats: 4,
    drums: {},
    parts: [
      bass([32, 43], QUARTERS, "x.......x.....x."),
      chords([0], 2, QUARTERS),
      chords([21, 23, 40], 2, "x..x..x.x...x..."),
    ],
  },
  {
    name: "march",
    tempi: [100, 128],
    steps: 4,
    beats: 2,
    drums: { [KICK]: ["X...x..."], [SNARE]: ["..x...xx", "x.xxx.x."] },
    parts: [
      bass([58], "x...x..."),
      chords([60, 61], 1, "..x...x."),
      arpeggio([56, 72], 2, "x.x.x..."),
    ],
  },
  {
    name: "chamber-strings",
    tempi: [56, 116],
    steps: 4,
    beats: 4,
    drums: {},
    parts: [
      bass([42, 43], QUARTERS, "x.......x......."),
      chords([48, 49], 4, QUARTERS, "x.......x...x..."),
      arpeggio([40, 73], 2, "x.x.x...x.x.x...", EIGHTHS),
    ],
  },
  {
    name: "fingered-guitar",
    tempi: [60, 126],
    steps: 4,
    beats: 4,
    drums: {},
    parts: [
      bass([24, 25], "x.......x.......", QUARTERS),
      arpeggio([24, 25, 46], 3, EIGHTHS, "x.xxx.xxx.xxx.xx"),
    ],
  },
];
