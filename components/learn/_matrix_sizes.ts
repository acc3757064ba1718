/** Classes up to which the cells of a matrix have their numbers. */
export const MOST_NUMBERED = 12;
/** Classes up to which there is a matrix at all. */
export const MOST_DRAWN = 60;
