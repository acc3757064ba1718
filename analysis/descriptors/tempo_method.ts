/**
 * `multifeature`: five beat trackers and their agreement (Zapata et al. 2014), the reference.
 * `degara`: one of them (Degara et al. 2012), a quarter of the cost.
 * `auto`: degara where TempoCNN agrees with it, else multifeature; and where that counts three beats
 * as two or two as three by TempoCNN's measure, its tempo times 3/2 or 2/3.
 *
 * On 24 pieces of known tempo they are right within 2 % on 19, 19 and 20, and right within 2 % or an
 * octave on 23, 23 and 24: what remains is halves and doubles that TempoCNN hears the same way.
 */
export const TEMPO_METHODS = ["multifeature", "degara", "auto"] as const;
/** One of {@linkcode TEMPO_METHODS}. */
export type TempoMethod = (typeof TEMPO_METHODS)[number];
