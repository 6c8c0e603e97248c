import type { SettingField } from "../../field.ts";
import { checkList } from "../../fields/list-input.ts";
import { accept, checkChoice, checkText, problem } from "../../fields/text-input.ts";
import type { FieldResult } from "../../issue.ts";
import { closest } from "../../text/closest.ts";
import { parseGarHost, serviceOf } from "./gar-host.ts";
import { garLocations, gcrLocations, isGarLocation } from "./locations.ts";
import { checkProject, readGarImage } from "./project.ts";

const always = () => true;

export const garSettings: readonly SettingField[] = [
  {
    name: "service",
    label: "Address form",
    help: "How your image names begin. Patterns compare the address as written.",
    kind: "radio",
    options: [
      { value: "pkg", label: "Artifact Registry, `‹location›-docker.pkg.dev`" },
      { value: "regional", label: "Artifact Registry, regional, `docker.‹region›.rep.pkg.dev`" },
      { value: "gcr", label: "Container Registry, `gcr.io`" },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "pkg",
    applies: always,
    check: (input) => checkChoice(input, ["pkg", "regional", "gcr"]),
  },
  {
    name: "locations",
    label: "Locations",
    help: "Where the repositories lie. `*` covers every location.",
    placeholder: "us-central1",
    kind: "list",
    options: [
      { value: "*", label: "Every location" },
      ...Array.from(garLocations, ([value, label]) => ({ value, label: `${value} · ${label}` })),
    ],
    step: "where",
    required: true,
    identity: false,
    applies: (settings) => serviceOf(settings) !== "gcr",
    check: (input) => checkList(input, checkLocation),
  },
  {
    name: "gcrHosts",
    label: "Hosts",
    help: "The hosts that your image names begin with.",
    kind: "list",
    options: Array.from(gcrLocations, ([value]) => ({ value, label: value })),
    step: "where",
    required: true,
    identity: false,
    initial: ["gcr.io"],
    applies: (settings) => serviceOf(settings) === "gcr",
    check: (input) => checkList(input, checkGcrHost),
  },
  {
    name: "projectId",
    label: "Project id",
    help: "The Google Cloud project that owns the repositories.",
    placeholder: "my-project",
    kind: "text",
    step: "where",
    required: true,
    identity: false,
    applies: always,
    check: checkProject,
  },
  {
    name: "repositories",
    label: "Repositories",
    help: "Narrows the role to these. Empty means every repository of the project.",
    placeholder: "containers",
    kind: "list",
    step: "where",
    required: false,
    identity: false,
    applies: (settings) => serviceOf(settings) !== "gcr",
    check: (input) => checkList(input, checkRepository),
  },
  {
    name: "serviceAccount",
    label: "Service account",
    help: "Read from the key file.",
    kind: "text",
    step: "paste",
    required: false,
    identity: true,
    supplied: "secret",
    applies: always,
    check: (input) => checkText(input, checkAccount),
  },
  {
    name: "keyId",
    label: "Key id",
    help: "Read from the key file.",
    kind: "text",
    step: "paste",
    required: false,
    identity: true,
    supplied: "secret",
    applies: always,
    check: (input) =>
      checkText(input, (text) =>
        /^[0-9a-f]{8,64}$/.test(text)
          ? accept(text)
          : problem("bad-key-id", "This is no key id of Google's."),
      ),
  },
];

function checkLocation(text: string): FieldResult<string> {
  if (text === "*") return accept(text);
  const host = parseGarHost(readGarImage(text)?.host ?? text.toLowerCase());
  if (host !== null && host.service !== "gcr") {
    return accept(host.place, [
      { code: "read-from-address", message: `Read the location from the address: ${host.place}.` },
    ]);
  }
  const lower = text.toLowerCase();
  const zone = /^([a-z]+-[a-z]+\d+)-[a-z]$/.exec(lower)?.[1];
  const location = zone !== undefined && isGarLocation(zone) ? zone : lower;
  const near = closest(location, [...garLocations.keys()]);
  if (!isGarLocation(location)) {
    return problem(
      "unknown-location",
      near === null
        ? "Artifact Registry has no location of this name."
        : `Artifact Registry has no location of this name. Did you mean ${near}?`,
    );
  }
  const notices = [];
  if (location !== lower) {
    notices.push({ code: "zone", message: `'${lower}' is a zone; its region is ${location}.` });
  } else if (lower !== text) {
    notices.push({ code: "lower-cased", message: "Locations are written in lower case." });
  }
  if (garLocations.has(location)) return accept(location, notices);
  return accept(location, [
    ...notices,
    {
      code: "new-location",
      tone: "warning",
      message: `Berth doesn't know the location ${location} yet.${near === null ? "" : ` Did you mean ${near}?`} If it is new, keep it.`,
    },
  ]);
}

function checkGcrHost(text: string): FieldResult<string> {
  const host = text
    .toLowerCase()
    .replace(/^https:\/\//, "")
    .replace(/\/.*$/, "");
  return gcrLocations.has(host)
    ? accept(host)
    : problem("not-gcr", `The old hosts are ${[...gcrLocations.keys()].join(", ")}.`);
}

function checkRepository(text: string): FieldResult<string> {
  const name = readGarImage(text)?.repository ?? text;
  if (name !== name.toLowerCase()) return problem("upper-case", "Repository names are lower case.");
  return /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
    ? accept(name)
    : problem(
        "bad-repository",
        "Enter the repository alone: the part behind the project, such as `containers`.",
      );
}

function checkAccount(text: string): FieldResult<string> {
  return isServiceAccount(text)
    ? accept(text)
    : problem(
        "not-a-service-account",
        "A service account's address ends in `.gserviceaccount.com`.",
      );
}

/** Has this the form of a service account's e-mail address? */
export function isServiceAccount(text: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]*@(?:[a-z0-9-]+\.)+gserviceaccount\.com$/.test(text) && text.length <= 254
  );
}
