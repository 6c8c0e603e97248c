import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  organizationNameSchema,
  passkeyNameSchema,
  personNameSchema,
  projectNameSchema,
  registryNameSchema,
  routes,
  workerTokenNameSchema,
  type PasskeyProof,
  type RouteBody,
  type RouteDefinition,
  type RouteResponse,
} from "./index.ts";

const all = Object.entries(routes);

test("no two routes share method and path", () => {
  const keys = all.map(([, route]) => `${route.method} ${route.path}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("every parameter in a path is declared, and none besides", () => {
  for (const [name, route] of all) {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared = "params" in route ? Object.keys(route.params.shape) : [];
    expect(declared.toSorted(), name).toEqual(
      inPath.toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1)),
    );
  }
});

test("every route of an organization is closed to strangers", () => {
  for (const [name, route] of all) {
    if (!route.path.startsWith("/organizations/")) continue;
    expect(route.access.who, name).toBe("member");
  }
});

test("what is open to everyone leads to a session or opens a link that was handed over", () => {
  const open = all.filter(([, route]) => route.access.who === "anyone").map(([name]) => name);
  expect(open.toSorted()).toEqual([
    "acceptInvitation",
    "completeSetup",
    "finishSingleSignOn",
    "getSetup",
    "getSignInOptions",
    "lookAtInvitation",
    "lookAtPasswordReset",
    "openWorkerTokenLink",
    "readCalendar",
    "requestPasswordReset",
    "resetPassword",
    "signIn",
    "startSingleSignOn",
  ]);
});

test("an answer that can hold a secret says so, and is never kept", () => {
  const secretNames =
    /^(token|secret|signingSecret|password|link|registryToken|recoveryCodes|codes)$/;
  const isText = (schema: unknown): boolean => {
    const { type, anyOf = [] } = schema as { type?: unknown; anyOf?: unknown[] };
    const types: unknown[] = Array.isArray(type) ? type : [type];
    return types.includes("string") || types.includes("array") || anyOf.some(isText);
  };
  const holdsSecret = (schema: unknown): boolean => {
    if (typeof schema !== "object" || schema === null) return false;
    const { properties = {}, ...others } = schema as { properties?: Record<string, unknown> };
    return (
      Object.entries(properties).some(([name, part]) => secretNames.test(name) && isText(part)) ||
      [...Object.values(properties), ...Object.values(others)].some((part) => holdsSecret(part))
    );
  };
  for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
    if (route.response === undefined || route.method === "get") continue;
    const schema = z.toJSONSchema(route.response, { unrepresentable: "any", io: "output" });
    expect(route.answersSecret === true, name).toBe(holdsSecret(schema));
  }
});

test("a caller's types follow from method and path alone", () => {
  expectTypeOf<RouteBody<"POST /sign-in">>().toEqualTypeOf<{
    email: string;
    password: string;
    code?: string | undefined;
    passkey?: PasskeyProof | undefined;
  }>();
  expectTypeOf<RouteResponse<"GET /setup">>().toEqualTypeOf<{ required: boolean }>();
  expectTypeOf<RouteResponse<"POST /sign-out">>().toEqualTypeOf<undefined>();
});

test("no name holds what could hide or reorder the sentence it stands in", () => {
  const names = {
    organizationNameSchema,
    passkeyNameSchema,
    personNameSchema,
    projectNameSchema,
    registryNameSchema,
    workerTokenNameSchema,
  };
  for (const [name, schema] of Object.entries(names)) {
    for (const fine of ["train", "Ægir – 東京 🚢", " kept "]) {
      expect(schema.safeParse(fine).success, `${name} ${fine}`).toBe(true);
    }
    for (const bad of [
      "",
      " ",
      "a\u202eb",
      "a\u001b[31m",
      "a\nb",
      "a\u0000",
      "a\ud800",
      "a\u200b",
    ]) {
      expect(schema.safeParse(bad).success, `${name} ${JSON.stringify(bad)}`).toBe(false);
    }
  }
});
