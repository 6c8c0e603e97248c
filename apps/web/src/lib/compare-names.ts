/**
 * The order in which names stand in lists, for `sort`: numbers by their value, so that "gpu-9" stands before "gpu-10". Made once, when the code of a page arrives: the first comparison
 * of texts otherwise loads the rules of their order in the midst of drawing.
 */
export const compareNames = new Intl.Collator("en", { numeric: true }).compare;
