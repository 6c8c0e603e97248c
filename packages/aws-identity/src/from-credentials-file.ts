import { variable } from "./environment.ts";
import { none, type Identity, type NoIdentity } from "./identity.ts";
import type { Machine } from "./machine.ts";

/**
 * Keys of a profile in AWS's own file. Null where there is no such file or profile; a profile that was
 * chosen by name and holds no keys ends the search, since nobody asked for another identity.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function fromCredentialsFile({
  environment,
  readText,
}: Machine): Promise<Identity | NoIdentity | null> {
  const chosen = variable(environment, "AWS_PROFILE");
  const profile = chosen === "" ? "default" : chosen;
  const home = variable(environment, "HOME") || variable(environment, "USERPROFILE");
  const path =
    variable(environment, "AWS_SHARED_CREDENTIALS_FILE") ||
    (home === "" ? "" : `${home}/.aws/credentials`);
  const text = path === "" ? null : await readText(path);
  const values = sectionOf(text ?? "", profile);
  const accessKeyId = values.get("aws_access_key_id") ?? "";
  const secretAccessKey = values.get("aws_secret_access_key") ?? "";
  if (accessKeyId !== "" && secretAccessKey !== "") {
    const sessionToken = values.get("aws_session_token") || undefined;
    return {
      ok: true,
      source: "credentials-file",
      keys: { accessKeyId, secretAccessKey, sessionToken },
      expiresAt: null,
    };
  }
  if (chosen === "") return null;
  return none(
    `AWS_PROFILE names '${chosen}', but the credentials file holds no key for it. Berth reads keys there, and follows neither roles nor sign-in pages that a profile points to.`,
  );
}

function sectionOf(text: string, wanted: string): Map<string, string> {
  const values = new Map<string, string>();
  let inside = false;
  for (const line of text.split(/\r?\n/)) {
    const title = /^\s*\[([^\]]+)\]\s*(?:[#;].*)?$/.exec(line)?.[1]?.trim();
    if (title !== undefined) {
      inside = title === wanted;
      continue;
    }
    const [, name, value] = /^([A-Za-z_]+)\s*=\s*(.*)$/.exec(line) ?? [];
    // A remark stands behind a blank; `#` and `;` inside a value are part of it.
    if (inside && name !== undefined && value !== undefined) {
      values.set(name.toLowerCase(), value.replace(/\s[#;].*$/, "").trim());
    }
  }
  return values;
}
