import type { HostNoteCode } from "./host.ts";

/** The sentence that says how a host was changed; `written` became `host`. */
export function hostNote<Code extends HostNoteCode>(
  code: Code,
  written: string,
  host: string,
): { readonly code: Code; readonly message: string } {
  return { code, message: sentence(code, written, host) };
}

function sentence(code: HostNoteCode, written: string, host: string): string {
  switch (code) {
    case "host-case":
      return `Host names are compared in lower case: \`${written}\` is \`${host}\`.`;
    case "hub-alias":
      return `\`${written}\` is Docker Hub's server, but image names use \`docker.io\`.`;
    case "port-dropped":
      return `Port 443 is the default and was dropped: \`${host}\`.`;
    case "caps-host":
      return `Because of its capital letters \`${written}\` is read as a host name, not as a Docker Hub user. In lower case it needs its port to stay a host: \`${host}\`.`;
    case "port-zeros":
      return `Leading zeros of the port were dropped: \`${host}\`.`;
    case "ipv6-form":
      return `The IPv6 address is written in its short form: \`${host}\`.`;
  }
}
