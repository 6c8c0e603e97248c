import type { HostNoteCode } from "./host.ts";

/** The sentence that says how a host was changed; `written` became `host`. */
export function hostNote<Code extends HostNoteCode>(
  code: Code,
  written: string,
  host: string,
): { readonly code: Code; readonly message: string } {
  return { code, message: SENTENCES[code](written, host) };
}

const SENTENCES: Readonly<Record<HostNoteCode, (written: string, host: string) => string>> = {
  "host-case": (written, host) =>
    `Host names are compared in lower case: \`${written}\` is \`${host}\`.`,
  "hub-alias": (written) =>
    `\`${written}\` is Docker Hub's server, but image names use \`docker.io\`.`,
  "port-dropped": (_written, host) => `Port 443 is the default and was dropped: \`${host}\`.`,
  "caps-host": (written, host) =>
    `Because of its capital letters \`${written}\` is read as a host name, not as a Docker Hub user. In lower case it needs its port to stay a host: \`${host}\`.`,
  "port-zeros": (_written, host) => `Leading zeros of the port were dropped: \`${host}\`.`,
  "ipv6-form": (_written, host) => `The IPv6 address is written in its short form: \`${host}\`.`,
};
