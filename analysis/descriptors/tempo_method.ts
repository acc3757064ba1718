/**
 * `multifeature`: five beat trackers and their agreement (Zapata et al. 2014), the reference.
 * `degara`: one of them (Degara et al. 2012), a third of the cost.
 * `auto`: degara where TempoCNN agrees with it, else multifeature; where that is not even an octave of
 * TempoCNN's estimate, degara confined to tempi near it, if its beats are steady.
 */
export const TEMPO_METHODS = ["multifeature", "degara", "auto"] as const;
/** One of {@linkcode TEMPO_METHODS}. */
export type TempoMethod = (typeof TEMPO_METHODS)[number];
