import type { Evidence, NoticeCode } from "../check-event.ts";

const texts: Record<NoticeCode, string> = {
  "public-image": "Anyone can pull this image without signing in.",
  "private-image": "Without signing in, this image can't be read.",
  "control-unknown": "Whether anyone can pull this image couldn't be found out.",
  "credential-not-asked": "The registry never asked for the credential, so it was not tested.",
  "scope-replaced":
    "The registry suggested another scope; only pulling this repository was asked for.",
  "lifetime-clamped":
    "The stated lifetime of the token is out of bounds; Berth counts with one minute to one hour.",
  "token-retried": "The registry refused the first token; a second one was fetched.",
  "challenge-changed": "The registry asks for another sign-in than at the last check.",
  "head-unsupported": "The registry doesn't answer HEAD; GET was used.",
  "schema-1": "The manifest has the old schema 1, which current runtimes can't pull.",
  "digest-from-header-only":
    "The digest is the registry's own claim; the manifest was not downloaded.",
  "tags-found": "The repository has other tags.",
  "digest-changed": "The tag points to another digest than at the last full check.",
  "registry-warning": "The registry sent a warning.",
  basis: "Only access was checked; the rest stands as of the last full check.",
  "over-privileged": "The credential can do more than pull.",
  "signed-in-as": "The vendor names the identity that signed in.",
  "no-pull-limit": "The registry reports no pull limit for this sign-in.",
  "rights-unknown":
    "The registry's tokens don't say what they allow, so a check can't tell whether this credential can do more than pull.",
  "layer-blocked": "Layers lie on another host, which can't be reached from here.",
  "layer-refused": "The registry gives the manifest, but not the layers.",
  slow: "The check took unusually long.",
};

/** A remark shown under a step. `text` replaces the usual sentence. */
export function noticeEvidence(code: NoticeCode, text = texts[code]): Evidence {
  return { kind: "notice", code, text };
}
