import { expect, test } from "vitest";
import { transportCodeOf } from "./transport-code.ts";
import type { TransportErrorCode } from "./transport.ts";

test.each<[string | undefined, string, TransportErrorCode]>([
  ["ENOTFOUND", "getaddrinfo ENOTFOUND", "dns-not-found"],
  ["EAI_AGAIN", "getaddrinfo EAI_AGAIN", "dns-temporary"],
  ["EAI_FAIL", "getaddrinfo EAI_FAIL", "dns-temporary"],
  ["ECONNREFUSED", "connect ECONNREFUSED", "connect-refused"],
  ["UND_ERR_SOCKET", "other side closed", "reset"],
  ["UND_ERR_SOCKET", "Response does not match the HTTP/1.1 protocol", "protocol"],
  ["CERT_HAS_EXPIRED", "certificate has expired", "tls-expired"],
  ["CERT_REVOKED", "certificate revoked", "tls-other"],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "", "tls-other"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "", "http-only"],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "", "http-only"],
  ["ENOBUFS", "no buffer space available", "unreachable"],
  ["HPE_INVALID_CONSTANT", "Expected HTTP/", "protocol"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "", "protocol"],
  ["constructor", "", "protocol"],
  [undefined, "something else", "protocol"],
])("%s (%s) is %s", (code, message, expected) => {
  expect(transportCodeOf(code, message)).toBe(expected);
});
