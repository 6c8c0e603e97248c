import { createContext } from "react";

/** True below a page's own header: a message that fills a tab there is a part of that page, not a page. */
export const PagePart = createContext(false);
