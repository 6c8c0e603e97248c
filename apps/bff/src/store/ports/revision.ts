export type RevisionStore = {
  /**
   * Rises with every change of an organization that an answer to its workers could rest on: every audited
   * change, and its registries' health. 0 before the first.
   */
  current(organizationId: string): Promise<number>;
};
