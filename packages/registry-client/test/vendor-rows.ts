import type { CheckTrace, Exchange } from "../src/check-event.ts";
import { bearer, token, type Row } from "./diagnosis-rows.ts";
import { answered, traceOf } from "./trace-fixture.ts";

const granted = {
  ...token,
  granted: [{ type: "repository", name: "ml/train", actions: ["pull"] }],
};
const nothingGranted = { ...token, granted: [] };

const hub = ofType("docker-hub");

/** What each vendor answers in each situation; the name says which row of the failure taxonomy it is. */
export const vendorRows: Row[] = [
  [
    "Hub: bad secret",
    hub([refusedToken({ message: "incorrect username or password" }, "details")]),
    "AUTH-REJECTED",
  ],
  [
    "Hub: expired",
    hub([refusedToken({ message: "personal access token is expired" }, "details")]),
    "CRED-EXPIRED",
  ],
  [
    "Hub: insufficient scopes",
    hub([refusedToken({ message: "access token has insufficient scopes" }, "details")]),
    "HUB-SCOPE",
  ],
  [
    "Hub: missing or unauthorised private repository",
    hub([answered("head", 401, { challenge: bearer("insufficient_scope") })], {
      token: nothingGranted,
    }),
    "DENIED",
  ],
  [
    "Hub: wrong service in the token request",
    hub([answered("head", 401, { challenge: bearer("invalid_token") })], { token: granted }),
    "TOKEN-NOT-TAKEN",
  ],
  ["Hub: tag missing", hub([answered("head", 404)], { token: granted }), "TAG-MISSING"],
  ["Hub: pull limit", hub([answered("head", 429)], { token: granted }), "RATE-LIMIT"],
];

function ofType(type: string) {
  return (exchanges: Exchange[], changes: Partial<CheckTrace> = {}): CheckTrace => {
    const trace = traceOf(exchanges, changes);
    return { ...trace, registry: { ...trace.registry, type } };
  };
}

function refusedToken(
  error: { code?: string; message: string },
  shape?: "registry" | "details" | "status-message",
  status = 401,
): Exchange {
  return answered("token", status, { error, ...(shape === undefined ? {} : { shape }) });
}
