import {
  bindingFields,
  changedBinding,
  checkSettings,
  registryType,
  secretFieldsOf,
  type RegistryType,
  type Settings,
} from "@berth/registry-catalog";
import { parsePattern } from "@berth/image-pattern";
import { sameName, type RegistryEntry } from "./document.ts";
import type { State } from "./read-state.ts";
import { secretFromVariables, type SecretRead, type SecretVariables } from "./secret-variables.ts";
import type { Step } from "./step.ts";

type Known = State["registries"][number];

/** What has to be done for one registry; nothing where it is as the file says. */
export function planRegistry(
  entry: RegistryEntry,
  state: State,
  variables: SecretVariables,
): Step[] {
  const refuse = (...lines: string[]): Step[] => {
    return [{ do: "refuse", thing: "registry", name: entry.name, lines }];
  };
  const type = registryType(entry.type);
  if (type === undefined) return refuse(`There is no type ${entry.type}.`);
  const known = state.registries.find(({ view }) => sameName(view.name, entry.name));
  if (known !== undefined && known.view.type !== entry.type) {
    return refuse(
      `It is a registry of the type ${known.view.type}, and a type can't be changed. Rename one of the two.`,
    );
  }
  const settings = { ...known?.view.settings, ...entry.settings };
  for (const [name, value] of Object.entries(settings)) if (value === null) delete settings[name];
  const checked = checkSettings(type, settings);
  if (!checked.ok)
    return refuse(...checked.issues.map(({ path, message }) => `${path}: ${message}`));
  const patterns = entry.patterns.filter((text) => !parsePattern(text).ok);
  if (patterns.length > 0) return refuse(...patterns.map((text) => `'${text}' is no pattern.`));
  const secret = secretFromVariables(
    secretFieldsOf(type, checked.settings).map(({ name }) => name),
    entry.secretFrom,
    variables,
  );
  return known === undefined
    ? addition(entry, checked.settings, secret, refuse)
    : change(entry, known, type, checked.settings, secret, refuse);
}

function addition(
  entry: RegistryEntry,
  settings: Settings,
  secret: SecretRead,
  refuse: (...lines: string[]) => Step[],
): Step[] {
  if (!secret.ok) return refuse(`It can't be added without its secret. ${secret.problem}`);
  const { name, type, patterns, testImage = null, handOutStored = false } = entry;
  const { rotateAfterDays, servesHostOnly, paused = false, expectations = [] } = entry;
  const later = {
    ...(rotateAfterDays === undefined ? {} : { rotateAfterDays }),
    ...(servesHostOnly === true ? { servesHostOnly } : {}),
  };
  return [
    {
      do: "add-registry",
      name,
      lines: [`type: ${type}`, ...patterns.map((text) => `pattern: ${text}`), "not checked yet"],
      body: { name, type, settings, secret: secret.values, patterns, testImage, handOutStored },
      afterwards: {
        body: Object.keys(later).length === 0 ? null : later,
        paused,
        expectations: { add: expectations, remove: [] },
      },
    },
  ];
}

function change(
  entry: RegistryEntry,
  { view, expectations: have }: Known,
  type: RegistryType,
  settings: Settings,
  secret: SecretRead,
  refuse: (...lines: string[]) => Step[],
): Step[] {
  const lines: string[] = [];
  const body: Extract<Step, { do: "change-registry" }>["body"] = {};
  const before = (view.settings ?? {}) as Settings;
  if (entry.name !== view.name) {
    body.name = entry.name;
    lines.push(`name: ${view.name} → ${entry.name}`);
  }
  const moved = Object.keys({ ...before, ...settings }).filter(
    (name) => text(before[name]) !== text(settings[name]),
  );
  if (moved.length > 0) {
    body.settings = settings;
    lines.push(...moved.map((name) => `${name}: ${text(before[name])} → ${text(settings[name])}`));
    const elsewhere = changedBinding(bindingFields(type, before), bindingFields(type, settings));
    if (elsewhere.length > 0) {
      if (!secret.ok) {
        return refuse(
          ...lines,
          `Its secret would go somewhere else, so it is needed again. ${secret.problem}`,
        );
      }
      if (Object.keys(secret.values).length > 0) body.secret = secret.values;
      lines.push("its secret is sealed anew for the new destination; not checked yet");
    }
  }
  const patterns = difference(
    view.patterns.map((pattern) => pattern.text),
    entry.patterns,
  );
  if (patterns.add.length + patterns.remove.length > 0) {
    body.patterns = entry.patterns;
    lines.push(...patterns.add.map((one) => `pattern + ${one}`));
    lines.push(...patterns.remove.map((one) => `pattern - ${one}`));
  }
  for (const name of ["testImage", "handOutStored", "servesHostOnly", "rotateAfterDays"] as const) {
    const wanted = entry[name];
    if (wanted === undefined || wanted === view[name]) continue;
    Object.assign(body, { [name]: wanted });
    lines.push(`${name}: ${text(view[name])} → ${text(wanted)}`);
  }
  const paused = entry.paused === undefined || entry.paused === view.paused ? null : entry.paused;
  if (paused !== null) lines.push(paused ? "paused" : "resumed");
  const expectations =
    entry.expectations === undefined
      ? { add: [], remove: [] }
      : difference(
          have.map(({ image }) => image),
          entry.expectations,
        );
  lines.push(...expectations.add.map((one) => `expectation + ${one}`));
  lines.push(...expectations.remove.map((one) => `expectation - ${one}`));
  if (lines.length === 0) return [];
  return [
    {
      do: "change-registry",
      name: entry.name,
      lines,
      id: view.id,
      version: view.version,
      body: Object.keys(body).length === 0 ? null : body,
      paused,
      expectations,
      known: Object.fromEntries(have.map(({ id, image }) => [image, id])),
    },
  ];
}

function difference(have: readonly string[], wanted: readonly string[]) {
  return {
    add: wanted.filter((one) => !have.includes(one)),
    remove: have.filter((one) => !wanted.includes(one)),
  };
}

function text(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}
