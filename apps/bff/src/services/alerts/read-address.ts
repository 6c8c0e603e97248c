import type { MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";

/** The address of a webhook in the spelling that is sealed and dialled, and the host that may be shown. */
export type WebhookAddress = { url: string; host: string };

/**
 * Reads the address of a webhook. Refusals never quote it: whoever knows such an address can often post
 * under it.
 */
export function readAddress(
  { egress }: Pick<MemberContext, "egress">,
  text: string,
): WebhookAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw refused("Enter the whole address, beginning with https://.");
  }
  if (url.username !== "" || url.password !== "" || url.hash !== "") {
    throw refused("Leave out the user name, the password and anything behind a #.");
  }
  const port = url.port === "" && url.protocol === "http:" ? ":80" : "";
  const judged = egress.judgeHost(`${url.host}${port}`);
  if (!judged.ok) throw refused(judged.message);
  if (`${judged.scheme}:` !== url.protocol) {
    throw refused(
      judged.scheme === "https"
        ? "Use https: what is sent in plain text can be read on its way."
        : "This host is reached over http only, as the operator of this Berth has set.",
    );
  }
  return { url: url.href, host: judged.host.text };
}

function refused(message: string) {
  return validationFailed([{ path: "secretUrl", message }]);
}
