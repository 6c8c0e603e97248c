import type { DraftView } from "@berth/api-contract";
import { type RegistryType, registryType } from "@berth/registry-catalog";
import { startTransition, useCallback, useEffect, useState } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import { useOrganization } from "#src/api/session.ts";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { samePage } from "#src/lib/same-page.ts";
import { paths } from "#src/paths.ts";
import { useSearch } from "#src/router/use-search.ts";
import { valuesOfDraft } from "./drafts/draft-content.ts";
import { useDraftSaver } from "./drafts/use-draft-saver.ts";
import type { KeptAnswers, KnownStart } from "./setup-answers.ts";
import { Setup } from "./setup.tsx";
import { TypePicker } from "./type-picker.tsx";

/** The type picker and the four steps behind it, with one draft under them. */
export function SetupFlow({
  opened,
  draft,
  onDraft,
  onReload,
  onSaved,
}: {
  opened: DraftView | null;
  /** Where the answers are kept; null while they are not. */
  draft: string | null;
  onDraft: (id: string | null) => void;
  /** Puts what stands in the draft in the place of what is on the page. */
  onReload: () => void;
  onSaved: (imagesGained: number) => void;
}) {
  const { slug: org } = useOrganization();
  const { draft: addressed } = useParams();
  const [search] = useSearch();
  const navigate = useNavigate();
  const { saver, state } = useDraftSaver(org, opened, onDraft);
  const [start, setStart] = useState<SetupStart>(() => startOf(opened));
  const [kept, setKept] = useState<KeptAnswers | null>(() => answersOf(opened));
  const [unsaved, setUnsaved] = useState({ answers: false, secret: false });
  const staysAt = useCallback(
    (pathname: string) =>
      pathname === paths.registryNew(org) ||
      (draft !== null && pathname === paths.registryDraft(org, draft)),
    [org, draft],
  );

  const type = registryType(search.get("type") ?? (addressed === undefined ? "" : start.type));
  // An address that names a type begins with it; the draft's own address names none.
  if (type !== undefined && start.type !== type.slug) {
    setStart(({ turn }) => ({ type: type.slug, known: null, turn }));
  }
  // The address leads back to the draft as soon as there is one, whichever step that is at.
  const away = addressed === undefined && type !== undefined;
  const { search: shown } = useLocation();
  const [step, form] = [search.get("step") ?? "1", search.get("form") ?? undefined];
  useEffect(() => {
    if (!away || draft === null) return;
    // The next step, what was saved or another page may stand in the address already, and be on its way.
    const { pathname, search: now } = window.location;
    if (pathname !== paths.registryNew(org) || now !== shown) return;
    void navigate(paths.registryDraft(org, draft, { step, form }), {
      replace: true,
      state: samePage,
    });
  }, [away, draft, org, shown, step, form, navigate]);

  const begin = (chosen: string, known: KnownStart | null, goesOn = false) => {
    // What the setup begins with and its address are shown together: a draft's address names no type, and the address
    // of another type would take back what was just chosen.
    startTransition(() => {
      if (known !== null || kept?.type !== chosen) {
        setStart(({ turn }) => ({ type: chosen, known, turn: turn + 1 }));
        // What was pasted anew counts, not what an earlier try has left.
        setKept(null);
        if (!goesOn) saver.forget();
      }
      void navigate(paths.registryNew(org, { type: chosen, step: 1 }));
    });
  };
  const own = start.type === type?.slug ? start : null;
  // What is merely not saved yet is saved on leaving.
  const lost = unsaved.answers && ["failed", "conflict", "gone"].includes(state.kind);
  return (
    <>
      <UnsavedGuard when={unsaved.secret || lost} title="Leave setup?" staysAt={staysAt}>
        {unsaved.secret ? <p>Your secret is not saved.</p> : null}
        <p>
          {lost
            ? "Nothing of this registry is saved yet; what you typed is lost when you leave."
            : "The rest stays in a draft."}
        </p>
      </UnsavedGuard>
      {type ? (
        <Setup
          key={`${type.slug} ${start.turn}`}
          type={type}
          known={own?.known ?? null}
          kept={kept?.type === type.slug ? kept : null}
          opened={opened?.type === type.slug ? opened : null}
          draft={{ id: draft, state, saver, onReload }}
          onKeep={setKept}
          onUnsaved={setUnsaved}
          onChangeType={(other, known) => begin(other, known, true)}
          onSaved={(id, images) => {
            saver.finish();
            void navigate(paths.registryNew(org, { saved: id }), { replace: true });
            onSaved(images);
          }}
        />
      ) : (
        <TypePicker
          pasted={search.get("image") ?? ""}
          onStart={({ slug: chosen }: RegistryType, known) => begin(chosen, known)}
        />
      )}
    </>
  );
}

/** What a setup begins with. `turn` tells a second start with the same type from the first. */
interface SetupStart {
  type: string;
  known: KnownStart | null;
  turn: number;
}

function startOf(opened: DraftView | null): SetupStart {
  return { type: opened?.type ?? "", known: null, turn: 0 };
}

function answersOf(opened: DraftView | null): KeptAnswers | null {
  const type = registryType(opened?.type ?? "");
  if (opened === null || type === undefined) return null;
  return { type: type.slug, values: valuesOfDraft(type, opened), reached: opened.step };
}
