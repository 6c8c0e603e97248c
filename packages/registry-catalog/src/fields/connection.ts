import type { SettingField } from "../field.ts";
import { textSetting, type Settings } from "../values.ts";
import { checkCertificates } from "./certificate-field.ts";
import { checkChoice } from "./text-input.ts";

/** How a registry of one's own proves who it is; `tls` is `public`, `private-ca` or `http`. */
export function connectionField(applies: (settings: Settings) => boolean): SettingField {
  return {
    name: "tls",
    label: "Connection",
    help: "How the registry proves who it is.",
    kind: "radio",
    options: [
      { value: "public", label: "HTTPS, certificate from a public CA" },
      {
        value: "private-ca",
        label: "HTTPS, certificate from a CA of our own",
        help: "You add the CA's certificate; it is trusted for this registry only.",
      },
      {
        value: "http",
        label: "HTTP, unencrypted",
        help: "Passwords would travel unencrypted. Works only for hosts that the operator of Berth has allowed.",
      },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "public",
    applies,
    check: (input) => checkChoice(input, ["public", "private-ca", "http"]),
  };
}

/** The certificate of a private CA, asked for only with `tls` = `private-ca`. */
export function caCertificateField(applies: (settings: Settings) => boolean): SettingField {
  return {
    name: "caCertificate",
    label: "CA certificate",
    help: "The certificate of your CA in PEM form, in addition to the public ones. Never its private key.",
    kind: "pem",
    step: "where",
    required: true,
    identity: false,
    applies: (settings) => applies(settings) && textSetting(settings, "tls") === "private-ca",
    check: checkCertificates,
  };
}

/** The scheme that `tls` stands for. */
export function schemeOf(settings: Settings): "https" | "http" {
  return textSetting(settings, "tls") === "http" ? "http" : "https";
}
