import { pullViewSchema, type PullExportQuery, type PullView } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { exportedFile, type ExportedFile } from "../exported-file.ts";
import { fileTime, iso } from "../time.ts";
import { pullFilterOf } from "./pull-filter.ts";
import { pullView } from "./pull-view.ts";

const pageSize = 500;

/** Every pull that the filter leaves, newest first. A member's file holds the pulls of their own projects. */
export async function exportPulls(
  ctx: MemberContext,
  { format, ...asked }: PullExportQuery,
): Promise<ExportedFile> {
  const { slug } = ctx.organization;
  const now = ctx.clock();
  return exportedFile({
    name: `berth-pulls-${slug}-${fileTime(now)}`,
    format,
    pages: everyPull(ctx, asked),
    csv: { columns, cells },
    json: { head: { organization: slug, exportedAt: iso(now) }, key: "pulls" },
  });
}

async function* everyPull(
  ctx: MemberContext,
  asked: Omit<PullExportQuery, "format">,
): AsyncGenerator<PullView[]> {
  const filter = pullFilterOf(ctx, asked);
  let cursor: string | undefined;
  do {
    const query = { ...filter, cursor, limit: pageSize };
    const page = await ctx.store.pulls.list(ctx.organization.id, query);
    // The same schema as every other answer goes through.
    yield page.rows.map((pull) => pullViewSchema.parse(pullView(pull)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

const columns = [
  "Time",
  "Image",
  "Canonical name",
  "Digest",
  "Result",
  "Reason",
  "Message",
  "Registry",
  "Pattern",
  "Project",
  "Worker token",
  "Asked by",
  "Credential",
  "Scope",
  "Duration (ms)",
  "Bytes",
  "Error",
  "Pull id",
];

function cells(pull: PullView): string[] {
  return [
    pull.at,
    pull.image,
    pull.canonical ?? "",
    pull.digest ?? "",
    pull.status,
    pull.reason ?? "",
    pull.message,
    pull.registry?.name ?? "",
    pull.pattern ?? "",
    pull.project?.name ?? "",
    pull.workerToken?.name ?? "",
    pull.carrier,
    pull.credentialKind ?? "",
    pull.scope ?? "",
    `${pull.durationMs ?? ""}`,
    `${pull.bytes ?? ""}`,
    pull.error ?? "",
    pull.id,
  ];
}
