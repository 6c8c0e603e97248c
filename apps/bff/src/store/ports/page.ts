/** A page of a list. A cursor that no page gave out yields an empty last page. */
export type Page<Row> = { rows: Row[]; next: string | null };

export type PageQuery = { cursor?: string | undefined; limit: number };
