import type { Evidence } from "@berth/api-contract";

type Exchange = Extract<Evidence, { kind: "exchange" }>["exchange"];

/** What a check asks for, as a registry that knows several forms of a manifest wants it said. */
const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/**
 * A request of a check as a command for whoever wants to repeat it by hand. What it is signed in with is left to the
 * shell's variables. Null where the request can't be repeated from what is known of it.
 */
export function exchangeCurl({
  method,
  url,
  authorization,
}: Pick<Exchange, "method" | "url" | "authorization">): string | null {
  if (method === "POST" || authorization === "other") return null;
  return [
    `curl ${method === "HEAD" ? "--head" : "--include"} ${quoted(url)}`,
    ...(url.includes("/manifests/") ? [`--header 'accept: ${manifestTypes.join(", ")}'`] : []),
    ...signIn[authorization],
  ].join(" \\\n  ");
}

// In double quotes: the shell puts the values in.
const signIn = {
  none: [],
  basic: [`--user "$REGISTRY_USER:$REGISTRY_SECRET"`],
  bearer: [`--header "authorization: Bearer $REGISTRY_TOKEN"`],
};

/** A registry chooses where its token service is; its address must not become a command. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
