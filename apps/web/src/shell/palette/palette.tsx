import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { describeError } from "#src/api/errors.ts";
import { registriesQuery } from "#src/api/registries.ts";
import type { OrganizationMembership } from "#src/api/session.ts";
import { useStartCheck } from "#src/api/start-check.ts";
import { paths } from "#src/paths.ts";
import { backdropStyles } from "#src/ui/dialog-styles.ts";
import { inputStyles } from "#src/ui/field.tsx";
import { recentPages } from "../recent-pages.ts";
import { type PaletteEntry, paletteEntries } from "./palette-entries.ts";

/** Everything a key away: pages, registries, checks, and the answer for an image that is pasted in. */
export function Palette({
  organization,
  open,
  onOpenChange,
}: {
  organization: OrganizationMembership;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { slug: org, role } = organization;
  const navigate = useNavigate();
  const { data } = useQuery(registriesQuery(org));
  const startCheck = useStartCheck(org);
  const [text, setText] = useState("");
  const entries = paletteEntries(text, {
    org,
    role,
    registries: data ?? [],
    recent: recentPages(),
  });

  const close = () => {
    setText("");
    startCheck.reset();
    onOpenChange(false);
  };
  const run = ({ does }: PaletteEntry) => {
    if (does.kind === "open") {
      close();
      void navigate(does.to);
      return;
    }
    const { registryId, image } = does;
    startCheck.mutate(
      { subject: "registry", registryId, image },
      {
        onSuccess: ({ id }) => {
          close();
          void navigate(paths.registryCheck(org, registryId, id));
        },
      },
    );
  };

  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropStyles} />
        <Dialog.Popup className="fixed inset-x-4 top-[12dvh] z-40 mx-auto flex max-h-[76dvh] max-w-xl flex-col overflow-hidden rounded-lg border border-divider bg-canvas text-fg shadow-popup">
          <Dialog.Title className="sr-only">Search or go to</Dialog.Title>
          <Autocomplete.Root
            inline
            open
            autoHighlight="always"
            items={entries}
            filter={null}
            value={text}
            onValueChange={(next) => setText(next)}
            itemToStringValue={(entry: PaletteEntry) => entry.label}
          >
            <div className="border-b border-divider p-2">
              <Autocomplete.Input
                aria-label="Search pages and registries, or paste an image"
                placeholder="Search pages and registries, or paste an image"
                spellCheck={false}
                autoCapitalize="off"
                autoCorrect="off"
                className={inputStyles}
              />
            </div>
            {startCheck.error ? (
              <p role="alert" className="border-b border-divider px-4 py-2 text-danger">
                The check didn't start. {describeError(startCheck.error).message}
              </p>
            ) : null}
            <Autocomplete.Empty className="px-4 py-6 text-center text-muted empty:hidden">
              Nothing here has that name.
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto p-1 empty:hidden">
              {(entry: PaletteEntry) => (
                <Autocomplete.Item
                  key={entry.id}
                  value={entry}
                  // Enter on the highlighted item clicks it as well.
                  onClick={() => run(entry)}
                  className="flex min-h-9 cursor-default items-center gap-3 rounded-sm px-3 py-1 select-none data-highlighted:bg-selected pointer-coarse:min-h-11"
                >
                  <span className="min-w-0 grow wrap-anywhere">{entry.label}</span>
                  <span className="max-w-1/2 shrink-0 truncate text-table text-muted">
                    {startCheck.isPending && entry.does.kind === "check"
                      ? "Starting…"
                      : (entry.detail ?? entry.group)}
                  </span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
