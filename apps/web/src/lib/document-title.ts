import { useEffect } from "react";

let parts: readonly string[] = [];
let prefix = "";

/** Titles the page, the most particular part first: `useDocumentTitle("Patterns", "ECR prod", "Acme")`. */
export function useDocumentTitle(...title: readonly string[]): void {
  const joined = title.filter(Boolean).join(" – ");
  useEffect(() => {
    parts = [joined];
    write();
  }, [joined]);
}

/** Puts "Error: " before the title while a form shows errors, so that it is heard before anything else. */
export function useErrorTitle(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    prefix = "Error: ";
    write();
    return () => {
      prefix = "";
      write();
    };
  }, [active]);
}

function write(): void {
  document.title = prefix + [...parts, "Berth"].filter(Boolean).join(" – ");
}
