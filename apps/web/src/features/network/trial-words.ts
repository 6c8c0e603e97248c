import type { OutboundRule, OutboundTrialView } from "@berth/api-contract";
import type { StatusLook } from "#src/ui/status-look.ts";

/** How the answer to a trial is drawn. */
export const verdictLooks: Record<OutboundTrialView["verdict"], StatusLook> = {
  allowed: { shape: "check-circle", tone: "success", word: "Allowed" },
  refused: { shape: "slash-circle", tone: "danger", word: "Refused" },
  unknown: { shape: "question-circle", tone: "warning", word: "Can't tell" },
};

/** Which rule decided, as a sentence; what the operator can do about it stands behind it. */
export const ruleWords: Record<OutboundRule, string> = {
  public: "Public hosts are open for every registry.",
  entry: "An entry in `BERTH_OUTBOUND_ALLOW` opens it.",
  "local-name":
    "The name means something only inside one network. It opens once the operator lists it in `BERTH_OUTBOUND_ALLOW`.",
  loopback:
    "This is the server itself. It opens only once the operator lists exactly this host and port in `BERTH_OUTBOUND_ALLOW`.",
  metadata:
    "Names under which a cloud or a cluster hands out its own credentials are never reached. No variable opens them.",
  port: "Other services than registries listen at this port. It opens once the operator lists host and port in `BERTH_OUTBOUND_ALLOW`.",
  "private-address":
    "The address is a private one. It opens once the operator lists it, or its network, in `BERTH_OUTBOUND_ALLOW`.",
  "closed-address":
    "Link-local, metadata and multicast addresses are never reached. No variable opens them.",
  address:
    "The name leads to an address that is not open for registries. The server's log tells its operator which one; if it is meant to be a registry, an entry in `BERTH_OUTBOUND_ALLOW` opens it.",
  "no-such-name": "The server's DNS doesn't know this name.",
  "no-answer": "DNS didn't answer the server in time. Try again.",
};

/** In one sentence, for a screen reader. */
export function trialSentence({ host, verdict, rule }: OutboundTrialView): string {
  return `${host}: ${verdictLooks[verdict].word}. ${ruleWords[rule].replaceAll("`", "")}`;
}
