import { type RegistryType, registryType } from "@berth/registry-catalog";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useOrganization } from "#src/api/session.ts";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { paths } from "#src/paths.ts";
import { useSearch } from "#src/router/use-search.ts";
import { SavedPanel } from "./saved-panel.tsx";
import type { KeptAnswers, KnownStart } from "./setup-answers.ts";
import { Setup } from "./setup.tsx";
import { TypePicker } from "./type-picker.tsx";

/**
 * `/o/:org/registries/new`. The address says where one is (type and step, or what was saved); what was typed lives in
 * this page's memory alone, because it holds a secret.
 */
export function SetupPage() {
  const { slug: org } = useOrganization();
  const [search] = useSearch();
  const navigate = useNavigate();
  const [start, setStart] = useState<SetupStart>({ type: "", known: null, turn: 0 });
  const [unsaved, setUnsaved] = useState(false);
  const [gained, setGained] = useState(0);
  const [kept, setKept] = useState<KeptAnswers | null>(null);

  const begin = (type: string, known: KnownStart | null) => {
    if (known !== null || kept?.type !== type) {
      setStart(({ turn }) => ({ type, known, turn: turn + 1 }));
      // What was pasted anew counts, not what an earlier try has left.
      setKept(null);
    }
    void navigate(paths.registryNew(org, { type, step: 1 }));
  };

  const saved = search.get("saved");
  if (saved !== null) return <SavedPanel org={org} id={saved} gained={gained} />;

  const type = registryType(search.get("type") ?? "");
  const own = start.type === type?.slug ? start : null;
  return (
    <>
      <UnsavedGuard when={unsaved} title="Leave setup?">
        <p>Your secret is not saved.</p>
        <p>Nothing of this registry is saved yet; what you typed is lost when you leave.</p>
      </UnsavedGuard>
      {type ? (
        <Setup
          key={`${type.slug} ${start.turn}`}
          type={type}
          known={own?.known ?? null}
          kept={kept?.type === type.slug ? kept : null}
          onKeep={setKept}
          onUnsaved={setUnsaved}
          onChangeType={begin}
          onSaved={(id, images) => {
            setGained(images);
            void navigate(paths.registryNew(org, { saved: id }), { replace: true });
          }}
        />
      ) : (
        <TypePicker
          pasted={search.get("image") ?? ""}
          onStart={({ slug }: RegistryType, known) => begin(slug, known)}
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
