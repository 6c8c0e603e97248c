import type { SettingField } from "../field.ts";
import { cleanHost } from "../host/clean-host.ts";
import type { FieldResult } from "../issue.ts";
import { textSetting, type Settings } from "../values.ts";
import { accept, checkText } from "./text-input.ts";

/** The origin of a token service elsewhere that an admin has confirmed; kept as scheme, host and port. */
export function tokenOriginField(applies: (settings: Settings) => boolean): SettingField {
  return {
    name: "tokenOrigin",
    label: "Token service",
    help: "Only where the registry sends clients to another host for their token. The secret goes there too, so enter it only if you know that host.",
    placeholder: "https://gitlab.example.com",
    kind: "text",
    step: "where",
    required: false,
    identity: false,
    applies,
    check: checkTokenOrigin,
  };
}

function checkTokenOrigin(input: unknown, settings: Settings): FieldResult<string> {
  return checkText(input, (text) => {
    const http = textSetting(settings, "tls") === "http";
    const host = cleanHost(text, { allowHttp: http });
    if (!host.ok) return host;
    const scheme = http && /^http:\/\//i.test(text) ? "http" : "https";
    return accept(
      `${scheme}://${host.host}`,
      host.notices.filter((notice) => notice.code !== "scheme-removed"),
    );
  });
}
