/** Pulls that came since a list was read are counted up to here. */
export const pullNewerMax = 1000;
