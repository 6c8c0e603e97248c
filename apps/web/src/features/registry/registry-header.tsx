import { investigators, managers, type RegistryView, type Role } from "@berth/api-contract";
import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { usePauseRegistry } from "#src/api/registries.ts";
import { may } from "#src/api/session.ts";
import { RegistryHealth } from "#src/domain-ui/registry-health.tsx";
import { splitQuote } from "#src/domain-ui/symptom.ts";
import { RegistryTypeLabel } from "#src/domain-ui/registry-type-icon.tsx";
import { registryTypeName } from "#src/domain-ui/registry-type-name.ts";
import { announce } from "#src/lib/announcer.ts";
import { useShortcuts } from "#src/lib/shortcuts.ts";
import { useReturnFocus } from "#src/lib/use-return-focus.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { ellipsisGlyph, pauseGlyph, pencilGlyph, playGlyph, trashGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import type { MenuEntry } from "#src/ui/menu-entry.ts";
import { MenuButton } from "#src/ui/menu.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { CheckNowStatus } from "./check-now-status.tsx";
import { PausedNotice } from "./paused-notice.tsx";
import { useCheckNow } from "./use-check-now.ts";

const WorkerCheckPanel = lazy(async () => ({
  default: (await import("./worker-check-panel.tsx")).WorkerCheckPanel,
}));
const NameForm = lazy(async () => ({ default: (await import("./name-form.tsx")).NameForm }));
const DeleteDialog = lazy(async () => ({
  default: (await import("./delete-dialog.tsx")).DeleteDialog,
}));

/** Name, type, health and what can be done with the registry as a whole. */
export function RegistryHeader({
  org,
  role,
  registry,
}: {
  org: string;
  role: Role;
  registry: RegistryView;
}) {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [naming, setNaming] = useState(false);
  const checking = useCheckNow(org, registry);
  const pause = usePauseRegistry(org);
  useReturnFocus(naming, pageHeading);
  useReturnFocus(checking.asking, pageHeading);
  const manages = may(role, managers);
  const checks = may(role, investigators);
  const deleting = manages && hash === "#delete";
  const openDelete = (open: boolean) =>
    void navigate({ hash: open ? "#delete" : "" }, { replace: true });
  const onWorkers = registry.checkedOn === "worker";
  const showingHow = checks && onWorkers && hash === "#check";
  const showHow = (open: boolean) =>
    void navigate({ hash: open ? "#check" : "" }, { replace: true });
  useReturnFocus(showingHow, pageHeading);

  useShortcuts({
    ...(checks ? { v: () => (onWorkers ? showHow(true) : checking.start()) } : {}),
    ...(manages ? { e: () => setNaming(true) } : {}),
  });
  useEffect(() => {
    if (!pause.data || pause.data.paused) return;
    announce(`${pause.data.name} is in use again`);
    // "Undo" is gone with the notice that held it.
    if (document.activeElement === document.body) pageHeading.current?.focus();
  }, [pause.data]);

  const { health } = registry;
  return (
    <>
      <PageHeader
        title={registry.name}
        breadcrumb={[
          <Link key="list" to={paths.registries(org)} className="link">
            Registries
          </Link>,
        ]}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <RegistryTypeLabel type={registry.type} name={registryTypeName(registry.type)} />
            <RegistryHealth health={health} look="filled" />
            {health.reason === null ? null : (
              <span>
                <MarkedText>{splitQuote(health.reason).sentence}</MarkedText>
              </span>
            )}
          </span>
        }
        actions={
          checks ? (
            <>
              {onWorkers ? (
                <Button
                  variant="primary"
                  aria-keyshortcuts="v"
                  aria-expanded={showingHow}
                  onClick={() => showHow(!showingHow)}
                >
                  Check on a worker
                </Button>
              ) : (
                <Button
                  variant="primary"
                  busy={checking.starting && "Starting…"}
                  aria-keyshortcuts="v"
                  onClick={() => checking.start()}
                >
                  Check now
                </Button>
              )}
              {manages ? (
                <MenuButton
                  label={`More actions for ${registry.name}`}
                  className={`${buttonStyles("secondary")} px-2`}
                  entries={menu({
                    paused: registry.paused,
                    onName: () => setNaming(true),
                    onOtherImage: onWorkers ? null : checking.askForImage,
                    onPause: () => pause.mutate(registry),
                    onDelete: () => openDelete(true),
                  })}
                >
                  <Icon glyph={ellipsisGlyph} size={20} />
                </MenuButton>
              ) : null}
            </>
          ) : null
        }
      />
      <div className="mb-4 space-y-3 empty:hidden">
        {naming ? (
          <Suspense>
            <NameForm org={org} registry={registry} onClose={() => setNaming(false)} />
          </Suspense>
        ) : null}
        <PausedNotice registry={registry} pause={pause} canResume={manages} />
        {showingHow ? (
          <Suspense>
            <WorkerCheckPanel org={org} registry={registry} onClose={() => showHow(false)} />
          </Suspense>
        ) : null}
        {checks && !onWorkers ? (
          <CheckNowStatus org={org} registry={registry} checking={checking} />
        ) : null}
      </div>
      {deleting ? (
        <Suspense>
          <DeleteDialog org={org} registry={registry} onClose={() => openDelete(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** The menu that opened the name's form is closed by then; the heading shows what came of it. */
const pageHeading = {
  get current() {
    return document.querySelector<HTMLElement>("main h1");
  },
};

function menu({
  paused,
  onName,
  onOtherImage,
  onPause,
  onDelete,
}: {
  paused: boolean;
  onName: () => void;
  /** Null where only a worker can check. */
  onOtherImage: (() => void) | null;
  onPause: () => void;
  onDelete: () => void;
}): MenuEntry[] {
  const otherImage: MenuEntry[] =
    onOtherImage === null
      ? []
      : [
          {
            kind: "action",
            label: "Check another image…",
            glyph: playGlyph,
            onSelect: onOtherImage,
          },
        ];
  return [
    { kind: "action", label: "Edit name", glyph: pencilGlyph, onSelect: onName },
    ...otherImage,
    {
      kind: "action",
      label: paused ? "Resume" : "Pause",
      glyph: paused ? playGlyph : pauseGlyph,
      onSelect: onPause,
    },
    { kind: "separator" },
    { kind: "action", label: "Delete…", glyph: trashGlyph, danger: true, onSelect: onDelete },
  ];
}
