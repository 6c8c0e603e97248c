import type { ReactNode } from "react";
import { Wordmark } from "./wordmark.tsx";

/** The frame of the pages before sign-in. */
export function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="flex h-(--top-bar-height) items-center border-b border-divider px-4">
        <Wordmark />
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-md px-4 py-10">
        {children}
      </main>
    </>
  );
}
