/** Where a person's calendar reads an organization's dates. */
export type CalendarAddress = {
  organizationId: string;
  personId: string;
  createdAt: number;
  lastUsedAt: number | null;
};
