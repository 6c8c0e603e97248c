import type { ProjectCreate } from "@berth/api-contract";
import { sameName, type ProjectEntry } from "./document.ts";
import type { State } from "./read-state.ts";
import type { Step } from "./step.ts";

/** What has to be done for one project; nothing where it is as the file says. */
export function planProject(entry: ProjectEntry, state: State): Step[] {
  const { name, members, externalId } = entry;
  const known =
    state.projects.find(({ view }) => externalId !== undefined && view.externalId === externalId) ??
    state.projects.find(({ view }) => sameName(view.name, name));
  const owner = entry.owner ?? known?.entry.owner ?? "organization";
  const people = [...(owner === "organization" ? [] : [owner]), ...(members ?? [])];
  const idOf = (email: string) => state.people.get(email.toLowerCase());
  const strangers = people.filter((email) => idOf(email) === undefined);
  if (strangers.length > 0) {
    const lines = strangers.map((email) => `Nobody in the organization has the address ${email}.`);
    return [{ do: "refuse", thing: "project", name, lines }];
  }
  const ownerBody: ProjectCreate["owner"] =
    owner === "organization"
      ? { kind: "organization" }
      : { kind: "person", personId: idOf(owner) ?? "" };
  const memberIds = (members ?? []).map((email) => idOf(email) ?? "");
  if (known === undefined) {
    const lines = [
      ...(externalId === undefined ? [] : [`externalId: ${externalId}`]),
      `owner: ${owner}`,
      ...(members ?? []).map((email) => `member + ${email}`),
    ];
    const body = { name, owner: ownerBody, memberIds };
    return [{ do: "add-project", name, lines, body, externalId: externalId ?? null }];
  }
  if (externalId !== undefined && known.view.externalId !== externalId) {
    const lines = [
      "A project gets its id in another system when it is made. Rename one of the two, or take `externalId` out of the file.",
    ];
    return [{ do: "refuse", thing: "project", name, lines }];
  }
  const before = known.entry;
  const lines = [
    ...(known.view.name === name ? [] : [`name: ${known.view.name} → ${name}`]),
    ...(sameName(before.owner ?? owner, owner) ? [] : [`owner: ${before.owner} → ${owner}`]),
    ...changes(before.members ?? [], members ?? before.members ?? []),
  ];
  if (lines.length === 0) return [];
  const body = { name, owner: ownerBody, ...(members === undefined ? {} : { memberIds }) };
  return [{ do: "change-project", name, lines, id: known.view.id, body }];
}

function changes(have: readonly string[], wanted: readonly string[]): string[] {
  const missing = (list: readonly string[], email: string) =>
    !list.some((one) => sameName(one, email));
  return [
    ...wanted.filter((email) => missing(have, email)).map((email) => `member + ${email}`),
    ...have.filter((email) => missing(wanted, email)).map((email) => `member - ${email}`),
  ];
}
