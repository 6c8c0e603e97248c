import type { FileReportInput } from "@berth/api-contract";
import type { ResolvedImage } from "@berth/image-files";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { fileReportsQuery } from "#src/api/file-reports.ts";
import { formatAbsolute } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { fileKindWords } from "./file-kind-words.ts";
import { reportedImages } from "./reported-images.ts";

/** Keeps the names of the images and where they stand, for a colleague to open. */
export function SaveReportButton({
  org,
  fileName,
  kind,
  project,
  images,
}: {
  org: string;
  fileName: string | undefined;
  kind: FileReportInput["kind"];
  project: string;
  images: readonly ResolvedImage[];
}) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const saving = useMutation({
    mutationFn: async () => {
      const name = `${(fileName ?? fileKindWords[kind]).slice(0, 90)}, ${formatAbsolute(Date.now())}`;
      const { report } = await call("POST /organizations/{org}/file-reports", {
        params: { org },
        body: {
          name,
          kind,
          project: project === "" ? null : project,
          images: reportedImages(images),
        },
      });
      await queryClient.invalidateQueries({ queryKey: fileReportsQuery(org).queryKey });
      return report;
    },
    onSuccess: ({ id }) => navigate(paths.explainReport(org, id)),
  });
  return (
    <>
      <Button size="small" busy={saving.isPending && "Saving…"} onClick={() => saving.mutate()}>
        Save report
      </Button>
      {saving.error ? (
        <span role="alert" className="text-danger">
          The report was not saved. {describeError(saving.error).message}
        </span>
      ) : null}
    </>
  );
}
