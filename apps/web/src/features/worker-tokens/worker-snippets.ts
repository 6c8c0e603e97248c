import type { TokenSnippet } from "#src/domain-ui/token-once.tsx";

export const workerUseTitle = "Use it on a machine that pulls";

/** What a machine that pulls does with its token. */
export function workerSnippets(token: string, projectNeeded: boolean): TokenSnippet[] {
  const url = window.location.origin;
  return [
    {
      title: "Environment",
      what: "environment",
      parts: [{ text: `export BERTH_URL='${url}'\nexport BERTH_TOKEN='${token}'` }],
    },
    {
      title: "Pull an image into an OCI folder",
      what: "pull command",
      parts: [
        { text: "berth-worker pull " },
        { gap: "image" },
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
        { gap: "image" },
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
