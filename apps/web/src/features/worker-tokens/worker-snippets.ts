import type { CopyPart } from "#src/ui/copy-block.tsx";
import type { TokenSnippet } from "#src/domain-ui/token-once.tsx";

export const workerUseTitle = "Use it on a machine that pulls";

/** What a machine that pulls does with its token. `image` is one that can be pulled, where one is known. */
export function workerSnippets(
  token: string,
  { projectNeeded = false, image }: { projectNeeded?: boolean; image?: string | undefined } = {},
): TokenSnippet[] {
  const url = window.location.origin;
  const file = `${url}/worker/berth-worker.mjs`;
  const imagePart: CopyPart = image === undefined ? { gap: "image" } : { text: image };
  return [
    {
      title: "Get the worker: one file, for Node 18 or newer",
      what: "download command",
      parts: [{ text: `curl -fO '${file}'\ncurl -f '${file}.sha256' | sha256sum --check` }],
    },
    {
      title: "Environment",
      what: "environment",
      parts: [{ text: `export BERTH_URL='${url}'\nexport BERTH_TOKEN='${token}'` }],
    },
    {
      title: "Pull an image into an OCI folder",
      what: "pull command",
      parts: [
        { text: "node berth-worker.mjs pull " },
        imagePart,
        ...(projectNeeded ? [{ text: " --project " }, { gap: "project" }] : []),
        { text: " --to oci:./image" },
      ],
    },
    {
      title: "Ask the API directly",
      what: "curl command",
      parts: [
        {
          text: `curl --fail-with-body -X POST '${url}/api/v1/worker/pulls' \\\n  -H "Authorization: Bearer $BERTH_TOKEN" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"image":"`,
        },
        imagePart,
        ...(projectNeeded ? [{ text: '","project":"' }, { gap: "project" }] : []),
        { text: `"}'` },
      ],
    },
    {
      title: "Compose",
      what: "environment block",
      parts: [
        {
          text: `environment:\n  BERTH_URL: "${url}"\n  BERTH_TOKEN: "${token}"`,
        },
      ],
    },
  ];
}
