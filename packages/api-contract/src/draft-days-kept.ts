/** Drafts of registries that nobody has touched for so many days are deleted. */
export const draftDaysKept = 30;
