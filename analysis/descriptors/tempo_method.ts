/**
 * `multifeature`: five beat trackers and their agreement (Zapata et al. 2014), the reference.
 * `degara`: one of them (Degara et al. 2012), a sixth of the cost.
 * `auto`: degara where TempoCNN agrees with it, else multifeature.
 */
export const TEMPO_METHODS = ["multifeature", "degara", "auto"] as const;
/** One of {@linkcode TEMPO_METHODS}. */
export type TempoMethod = (typeof TEMPO_METHODS)[number];
