/** Pulls that came since a list was read are counted up to here. */
export const pullNewerMax = 1000;
/** For how many days pulls are kept where nobody has said otherwise. */
export const pullKeptDaysUsual = 90;
