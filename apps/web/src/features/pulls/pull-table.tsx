import type { PullView } from "@berth/api-contract";
import type { RefObject } from "react";
import { formatBytes, formatDuration } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { TruncatedMono } from "#src/ui/truncated-mono.tsx";
import { imageParts } from "./image-parts.ts";
import { PullMenu } from "./pull-menu.tsx";
import { PullResult } from "./pull-result.tsx";
import { shortDigest } from "./short-digest.ts";

/** Pulls, newest first. The image leads to the pull. */
export function PullTable({
  org,
  pulls,
  table,
  hideRegistry = false,
}: {
  org: string;
  pulls: readonly PullView[];
  table: RefObject<HTMLDivElement | null>;
  hideRegistry?: boolean | undefined;
}) {
  const columns: readonly (Column<PullView> | false)[] = [
    { id: "time", header: "Time", renderCell: ({ at }) => <RelativeTime at={at} /> },
    { id: "result", header: "Result", renderCell: (pull) => <PullResult pull={pull} /> },
    {
      id: "image",
      header: "Image",
      rowHeader: true,
      renderCell: (pull) => <ImageCell org={org} pull={pull} />,
    },
    {
      id: "project",
      header: "Project",
      renderCell: ({ project }) => <Project project={project} />,
    },
    !hideRegistry && {
      id: "registry",
      header: "Registry and pattern",
      renderCell: (pull) => <Registry org={org} pull={pull} />,
    },
    {
      id: "worker",
      header: "Worker token",
      shownFrom: 1440,
      renderCell: ({ workerToken }) => workerToken?.name ?? <None />,
    },
    {
      id: "duration",
      header: "Duration",
      shownFrom: hideRegistry ? undefined : 1280,
      align: "end",
      renderCell: ({ durationMs }) =>
        durationMs === null ? (
          <None />
        ) : (
          <span className="whitespace-nowrap">{formatDuration(durationMs)}</span>
        ),
    },
    {
      id: "size",
      header: "Size",
      align: "end",
      shownFrom: 1440,
      renderCell: ({ bytes }) => (bytes === null ? <None /> : formatBytes(bytes)),
    },
    {
      id: "menu",
      header: "Actions",
      hideHeader: true,
      align: "end",
      renderCell: (pull) => <PullMenu org={org} pull={pull} />,
    },
  ];
  return (
    <div ref={table}>
      <Table
        caption="Pulls"
        list={hideRegistry ? "registry-pulls" : "pulls"}
        columns={columns.filter((column) => column !== false)}
        rows={pulls}
        rowKey={({ id }) => id}
      />
    </div>
  );
}

function ImageCell({ org, pull: { id, image, digest } }: { org: string; pull: PullView }) {
  const { repository, reference } = imageParts(image);
  return (
    <span className="flex flex-col md:w-max md:max-w-40 lg:max-w-52 xl:max-w-64 min-[90rem]:max-w-96">
      <Link to={paths.pull(org, id)} className="link min-w-0 font-semibold" data-row-link="">
        <TruncatedMono>{repository}</TruncatedMono>
      </Link>
      {reference === "" && digest === null ? null : (
        <span className="flex flex-wrap items-center gap-x-2 font-normal text-muted">
          {reference === "" ? null : <TruncatedMono>{reference}</TruncatedMono>}
          {digest === null ? null : <MonoText>{shortDigest(digest)}</MonoText>}
        </span>
      )}
    </span>
  );
}

function Project({ project }: { project: PullView["project"] }) {
  if (project === null) return <None />;
  return (
    <span className="block wrap-anywhere md:min-w-28">
      {project.name}
      {project.ownerKind === "person" ? <span className="text-muted"> · personal</span> : null}
    </span>
  );
}

function Registry({ org, pull: { registry, pattern } }: { org: string; pull: PullView }) {
  if (registry === null) return <None />;
  return (
    <span className="flex flex-col md:w-max md:max-w-36 xl:max-w-48">
      <Link to={paths.registry(org, registry.id)} className="link">
        {registry.name}
      </Link>
      {pattern === null ? null : (
        <span className="text-muted">
          <TruncatedMono>{pattern}</TruncatedMono>
        </span>
      )}
    </span>
  );
}

function None() {
  return <span className="text-muted">–</span>;
}
