/** Classes up to which the cells of a matrix have their numbers. */
export const MOST_NUMBERED = 12;
/** Classes up to which there is a matrix at all. */
export const MOST_DRAWN = 60;
/** Letters of a label that fit over a numbered cell. */
export const LONGEST_ACROSS = 7;
