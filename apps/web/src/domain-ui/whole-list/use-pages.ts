import { useSearch } from "#src/router/use-search.ts";

const pageSize = 50;

/** The rows of one page of a list that is all here. The address says which page; it can hold anything. */
export function usePages<Row>(rows: readonly Row[]) {
  const [asked, change] = useSearch();
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(Math.max(1, Math.trunc(Number(asked.get("page"))) || 1), pages);
  const goTo = (target: number) => () => change({ page: target === 1 ? null : `${target}` });
  return {
    shown: rows.slice((page - 1) * pageSize, page * pageSize),
    /** "page 2 of 3" */
    place: `page ${page} of ${pages}`,
    turn: {
      onPrevious: page > 1 ? goTo(page - 1) : null,
      onNext: page < pages ? goTo(page + 1) : null,
    },
  };
}
