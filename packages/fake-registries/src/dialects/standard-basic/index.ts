import { findAccount, mayPull } from "../../accounts.ts";
import { readAuthorization } from "../../server/authorization.ts";
import { registryError } from "../../server/errors.ts";
import type { Dialect } from "../dialect.ts";

/** A registry behind a password file, as distribution with htpasswd or a reverse proxy. */
export const standardBasic: Dialect = {
  name: "standard-basic",
  about: "user name and password with every request (Basic)",
  open: ({ access }) => ({
    authorize: async (c, call) => {
      const repository = "repository" in call ? call.repository : null;
      if (repository !== null && mayPull(access, null, repository)) return null;
      const presented = readAuthorization(c.req.header("authorization"));
      if (presented.scheme !== "basic") return unauthorized();
      const account = findAccount(access, presented.username, presented.secret);
      if (account === null || account.expired === true) return unauthorized();
      if (repository === null || mayPull(access, account, repository)) return null;
      return registryError(403, "DENIED", "requested access to the resource is denied");
    },
  }),
};

function unauthorized(): Response {
  return registryError(401, "UNAUTHORIZED", "authentication required", {
    headers: { "www-authenticate": 'Basic realm="Registry"' },
  });
}
