type Preloader = (pathname: string) => void;

let preloader: Preloader = () => undefined;

/** Tells links how to fetch the code of a page; the route table knows, and links must not import it. */
export function setPreloader(next: Preloader): void {
  preloader = next;
}

/** Fetches the code of the page at a path, so that a click finds it there. */
export function preloadPage(pathname: string): void {
  preloader(pathname);
}
