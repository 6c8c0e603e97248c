import type { FieldResult, Notice } from "../../issue.ts";
import { parseKeyJson, refuse, stringIn, type Fields, type Refusal } from "./key-json.ts";
import { isProjectId } from "./project.ts";
import { readPrivateKey, type PrivateKeyResult } from "./private-key.ts";
import { isServiceAccount } from "./settings.ts";

/** What Berth keeps of a key file. URLs in it are never followed, so they are not kept either. */
export interface KeyFile {
  readonly type: "service_account";
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
}

const lengthMax = 65_536;

/**
 * Checks a service account's key file and reduces it to what signing in needs. The answer's text is
 * canonical JSON. No message repeats anything of the file: a broken one is a secret all the same.
 */
export function checkKeyFile(input: string): FieldResult<string> {
  if (input.trim() === "") return { ok: true, value: undefined, notices: [] };
  if (input.length > lengthMax)
    return refuse(
      "too-long",
      "This is too large for a key file. Choose the `.json` file that Google made.",
    );
  const notices: Notice[] = [];
  const content = parseKeyJson(input.trim(), notices);
  if ("ok" in content) return content;
  const wrongType = typeProblem(content.value);
  if (wrongType !== null) return wrongType;
  const fields = content.value;
  const key = readPrivateKey(stringIn(fields, "private_key"));
  if (!key.ok) return refuse(`key-${key.code}`, keyMessages[key.code]);
  const email = stringIn(fields, "client_email");
  if (email === "")
    return refuse(
      "no-account",
      "`client_email` is missing. Use the original file; an edited one can't sign in.",
    );
  if (!isServiceAccount(email)) {
    return refuse(
      "not-a-service-account",
      "`client_email` is no service account. Use the original file.",
    );
  }
  const keyId = stringIn(fields, "private_key_id");
  if (!/^[0-9a-f]{8,64}$/.test(keyId)) {
    return refuse(
      "no-key-id",
      "`private_key_id` is missing or damaged. Use the original file; an edited one can't sign in.",
    );
  }
  const elsewhere = addressProblem(fields);
  if (elsewhere !== null) return elsewhere;
  if (key.repaired) {
    notices.push({
      code: "line-breaks-repaired",
      message: "The private key's line breaks were broken and have been put right.",
    });
  }
  const project = stringIn(fields, "project_id");
  const kept: KeyFile = {
    type: "service_account",
    project_id: isProjectId(project) ? project : "",
    private_key_id: keyId,
    private_key: key.pem,
    client_email: email,
  };
  return { ok: true, value: JSON.stringify(kept), notices };
}

/** Reads a key file that `checkKeyFile` has made canonical; null for anything else. */
export function readKeyFile(canonical: string): KeyFile | null {
  const content = parseKeyJson(canonical, []);
  if ("ok" in content || content.value["type"] !== "service_account") return null;
  const field = (name: string) => stringIn(content.value, name);
  return {
    type: "service_account",
    project_id: field("project_id"),
    private_key_id: field("private_key_id"),
    private_key: field("private_key"),
    client_email: field("client_email"),
  };
}

const keyMessages: Record<Exclude<PrivateKeyResult, { ok: true }>["code"], string> = {
  "no-key":
    "`private_key` is missing. Use the original file that Google made; it is shown only once, so a new key may be needed.",
  "cut-off":
    "The private key is cut off: its `END PRIVATE KEY` line is missing. Use the original file.",
  damaged: "The private key's line breaks are broken; use the original file.",
  encrypted: "The private key is protected by a password. Use the original file that Google made.",
  "not-pkcs8": "The private key has another format than Google's. Use the original file.",
  "too-weak": "The private key is too short to be Google's: it must have at least 2,048 bits.",
};

function typeProblem(fields: Fields): Refusal | null {
  switch (stringIn(fields, "type")) {
    case "service_account":
      return null;
    case "authorized_user":
      return refuse("user-credential", "This is a user credential. Create a service account key.");
    case "external_account":
    case "external_account_authorized_user":
      return refuse(
        "external-account",
        "This describes how to fetch a credential from elsewhere, by an address, a file or a program. Berth doesn't follow such files; create a service account key.",
      );
    case "impersonated_service_account":
      return refuse(
        "impersonated-account",
        "This borrows another account's rights through an address in the file. Berth doesn't follow such files; create a key of the service account itself.",
      );
    case "gdch_service_account":
      return refuse(
        "other-cloud",
        "This key is for Google Distributed Cloud. Add that registry as a standard one.",
      );
    default:
  }
  if ("installed" in fields || "web" in fields) {
    return refuse(
      "oauth-client",
      "This is an OAuth client, not a key. Create a service account key.",
    );
  }
  if ("auths" in fields) {
    return refuse(
      "docker-config",
      "This is a Docker configuration file. Paste the service account's key file itself.",
    );
  }
  return refuse(
    "not-a-key-file",
    "This JSON is no service account key: its `type` must be `service_account`.",
  );
}

/** A file that points elsewhere would send the signed assertion there if it were followed. */
function addressProblem(fields: Fields): Refusal | null {
  const tokenUri = stringIn(fields, "token_uri");
  const known = [
    "",
    "https://oauth2.googleapis.com/token",
    "https://accounts.google.com/o/oauth2/token",
  ];
  if (!known.includes(tokenUri)) {
    return refuse(
      "foreign-token-uri",
      "`token_uri` in this file isn't Google's. Use the original file.",
    );
  }
  const universe = stringIn(fields, "universe_domain");
  if (universe !== "" && universe !== "googleapis.com") {
    return refuse(
      "other-universe",
      "This key is for another cloud than Google's public one, which Berth can't sign in to.",
    );
  }
  return null;
}
