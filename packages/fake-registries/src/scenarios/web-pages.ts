import type { Scenario } from "./scenario.ts";

/** Servers that answer, but are no registry, or not where they were looked for. */
export const webPages: Scenario[] = [
  {
    name: "web-page",
    about: "200 with a web page, whatever is asked",
    before: ({ call }) => (call.kind === "token" ? null : page(200, "Welcome")),
  },
  {
    name: "web-page-missing",
    about: "404 with a web page, whatever is asked",
    before: ({ call }) => (call.kind === "token" ? null : page(404, "Not Found")),
  },
  {
    name: "web-page-after-auth",
    about: "200 with a web page once signed in",
    after: ({ call }, answer) =>
      call.kind === "token" || !answer.ok ? answer : page(200, "Dashboard"),
  },
  {
    name: "json-page",
    about: "200 with JSON of some other service",
    before: ({ call }) => (call.kind === "token" ? null : Response.json({ status: "up" })),
  },
  {
    name: "html-401",
    about: "401 with a web page and no challenge, as a broken proxy",
    before: ({ call }) => (call.kind === "token" ? null : page(401, "Unauthorized")),
  },
  {
    name: "no-challenge",
    about: "401 without WWW-Authenticate",
    after: ({ call }, answer) =>
      call.kind !== "token" && answer.status === 401 ? new Response(null, { status: 401 }) : answer,
  },
  redirect("redirect", "307 to another origin", ({ elsewhere, path }) => elsewhere + path),
  redirect("redirect-loop", "307 to itself", ({ path }) => path),
  redirect(
    "redirect-port",
    "302 to another port of the same host",
    ({ elsewhere }) => `${elsewhere}/x`,
  ),
  redirect("redirect-scheme-relative", "301 to //host", ({ elsewhere }) =>
    elsewhere.replace(/^\w+:/, ""),
  ),
  redirect(
    "redirect-plain-http",
    "308 to the same host without encryption",
    ({ origin, path }) => origin.replace(/^https/, "http") + path,
  ),
  redirect("redirect-no-slashes", "301 to a scheme and a host without slashes", ({ elsewhere }) =>
    elsewhere.replace("//", ""),
  ),
  redirect("redirect-backslash", "303 to /\\host", () => "/\\127.0.0.1:9/"),
  redirect(
    "redirect-metadata",
    "302 to the metadata address",
    () => "http://169.254.169.254/latest/",
  ),
  redirect("redirect-file", "308 to a file", () => "file:///etc/passwd"),
  redirect("redirect-data", "302 to a data URL", () => "data:text/plain,hello"),
  redirect(
    "login-redirect",
    "302 to a sign-in page on the same origin",
    () => "/login?next=%2Fv2%2F",
  ),
];

function page(status: number, title: string): Response {
  const html = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

function redirect(
  name: string,
  about: string,
  target: (from: { origin: string; elsewhere: string; path: string }) => string,
): Scenario {
  const status = Number(about.slice(0, 3));
  return {
    name,
    about,
    before: ({ c, call, world }) => {
      if (call.kind === "token") return null;
      const location = target({
        origin: world.origin(),
        elsewhere: world.elsewhere(),
        path: c.req.path,
      });
      return new Response(null, { status, headers: { location } });
    },
  };
}
