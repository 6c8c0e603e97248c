/**
 * What a list needs to know of a registry type. It stands apart from the rest of the type, so that a page with a
 * list of registries does not load what all types know.
 */
export interface TypeName {
  /** Stands in the database and in the API: it never changes. */
  readonly slug: string;
  readonly name: string;
  /** For columns, where the full name would crowd out what tells two registries apart. */
  readonly shortName: string;
  /** The type picker shows types in the order of this number. */
  readonly place: number;
}
