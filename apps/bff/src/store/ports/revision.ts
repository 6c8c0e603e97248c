export type RevisionStore = {
  /**
   * Rises with every change of an organization that an answer to its workers could rest on: every audited
   * change but those of people's own accounts and sign-ins, and its registries' health. 0 before the first. Those who ask in one turn of the event loop share
   * one read, which begins once all of them have asked.
   */
  current(organizationId: string): Promise<number>;
};
