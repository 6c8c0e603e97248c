import { managers, type RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { useNavigate } from "react-router";
import { describeError } from "#src/api/errors.ts";
import { registriesQuery, usePauseRegistry } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { usePages } from "#src/domain-ui/whole-list/use-pages.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { useNow } from "#src/lib/use-now.ts";
import { useListKeys } from "#src/lib/use-list-keys.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { plural } from "#src/lib/time-format.ts";
import { AttentionStrip } from "./attention-strip.tsx";
import {
  filterRegistries,
  readFilter,
  readSort,
  sortRegistries,
  writeSort,
} from "./list-filter.ts";
import { ListToolbar, noFilter } from "./list-toolbar.tsx";
import { RegistryTable } from "./registry-table.tsx";
import { useRowChecks } from "./use-row-checks.ts";

/** The home of the console: is everything pulling, and what has to be fixed today? */
export function RegistryListPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Registries", name);
  const query = useQuery(registriesQuery(org));
  const canAdd = may(role, managers);
  return (
    <>
      <PageHeader
        title="Registries"
        actions={
          canAdd && query.data && query.data.length > 0 ? (
            <>
              <Link to={paths.registryImport(org)} className={buttonStyles()}>
                Import
              </Link>
              <Link to={paths.registryNew(org)} className={buttonStyles("primary")}>
                Add registry
              </Link>
            </>
          ) : null
        }
      />
      {canAdd ? <KeptDraft org={org} /> : null}
      <DataRegion query={query} what="registries" skeleton={<SkeletonRows rows={6} />}>
        {(registries) =>
          registries.length === 0 ? (
            <NoRegistries org={org} canAdd={canAdd} />
          ) : (
            <RegistryList registries={registries} />
          )
        }
      </DataRegion>
    </>
  );
}

/** Where a setup that was just left is found again. */
function KeptDraft({ org }: { org: string }) {
  const [search] = useSearch();
  const draft = search.get("draft");
  if (draft === null) return null;
  return (
    <Message tone="success">
      Draft saved, without the secret.{" "}
      <Link to={paths.registryDraft(org, draft)} className="link">
        Continue it
      </Link>{" "}
      now, or find it later under "Add registry".
    </Message>
  );
}

function RegistryList({ registries }: { registries: readonly RegistryView[] }) {
  const { slug: org, role } = useOrganization();
  const [search, changeSearch] = useSearch();
  const navigate = useNavigate();
  const now = useNow();
  const searchField = useRef<HTMLInputElement>(null);
  const filters = useRef<HTMLElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const checks = useRowChecks(org);
  const pause = usePauseRegistry(org);

  const filter = readFilter(search);
  const sort = readSort(search);
  const found = sortRegistries(filterRegistries(registries, filter, now), sort);
  const { shown, place, turn } = usePages(found);
  useListKeys({
    table,
    search: searchField,
    filters,
    pages: turn,
    more: {
      v: (row) => {
        const registry = shown[row];
        if (!registry) return;
        if (registry.checkedOn !== "worker") checks.start(registry);
        else void navigate(`${paths.registry(org, registry.id)}#check`);
      },
    },
  });

  return (
    <>
      <AttentionStrip org={org} registries={registries} />
      <ListToolbar
        role={role}
        registries={registries}
        filter={filter}
        onChange={changeSearch}
        searchField={searchField}
        region={filters}
      />
      {checks.failure ? <Message tone="warning">{checks.failure}</Message> : null}
      <PauseMessage pause={pause} />
      {found.length === 0 ? (
        <EmptyState
          title="No registries match these filters."
          actions={<Button onClick={() => changeSearch(noFilter)}>Reset</Button>}
        />
      ) : (
        <RegistryTable
          org={org}
          role={role}
          registries={shown}
          sort={sort}
          onSort={(next) => changeSearch({ sort: writeSort(next), page: null })}
          running={checks.running}
          onCheck={checks.start}
          onPause={(registry) => pause.mutate(registry)}
          table={table}
        />
      )}
      <Pagination
        label="Pages of registries"
        summary={`${plural(found.length, "registry", "registries")}, ${place}`}
        {...turn}
      />
    </>
  );
}

/** What pausing or resuming a row brought, with the way back. */
function PauseMessage({ pause }: { pause: ReturnType<typeof usePauseRegistry> }) {
  if (pause.error) {
    return <Message tone="danger">{describeError(pause.error).message}</Message>;
  }
  if (!pause.data) return null;
  const { name, paused } = pause.data;
  return (
    <Message
      tone="info"
      action={
        <Button
          size="small"
          busy={pause.isPending && "Undoing…"}
          onClick={() => pause.mutate(pause.data)}
        >
          Undo
        </Button>
      }
    >
      {paused
        ? `'${name}' is paused. Pulls that match get no credential.`
        : `'${name}' is in use again.`}
    </Message>
  );
}

function Message({
  tone,
  action,
  children,
}: {
  tone: "success" | "info" | "warning" | "danger";
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mb-3">
      <Notice tone={tone} live actions={action}>
        {children}
      </Notice>
    </div>
  );
}

function NoRegistries({ org, canAdd }: { org: string; canAdd: boolean }) {
  return (
    <EmptyState
      title="No registries yet"
      actions={
        canAdd ? (
          <>
            <Link to={paths.registryNew(org)} className={buttonStyles("primary")}>
              Add registry
            </Link>
            <Link to={paths.registryImport(org)} className={buttonStyles()}>
              Import from a file
            </Link>
            <Link to={paths.explain(org)} className={buttonStyles("quiet")}>
              Check whether an image needs one
            </Link>
          </>
        ) : null
      }
    >
      {canAdd
        ? "Add one and your organization's projects can pull its private images."
        : "An admin can add one; then your organization's projects can pull its private images."}
    </EmptyState>
  );
}
