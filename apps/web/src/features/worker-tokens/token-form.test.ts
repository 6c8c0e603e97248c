import { workerTokenCreateSchema } from "@berth/api-contract";
import { describe, expect, test } from "vitest";
import { tokenFormSchema, toInput, type TokenFormValues } from "./token-form.ts";

const values: TokenFormValues = {
  name: "gpu-cluster",
  projectKind: "default",
  projectId: "p1",
  lifetime: "90",
  days: "",
  registryIds: [],
  projectIds: [],
  actions: ["pull"],
  networks: "",
  delivery: "shown",
};
const complaints = (more: Partial<TokenFormValues>) =>
  tokenFormSchema
    .safeParse({ ...values, ...more })
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("tokenFormSchema", () => {
  test("asks for a project only where one is to be the default", () => {
    expect(complaints({ projectId: "" })).toEqual(["projectId: Choose a project."]);
    expect(complaints({ projectKind: "any", projectId: "" })).toEqual([]);
  });

  test.each(["", "0", "-3", "1.5", "91", "99999", "abc", "1e2"])("refuses %j days", (days) => {
    expect(complaints({ lifetime: "custom", days })).toHaveLength(1);
  });

  test("a default project has to be among the projects that are ticked", () => {
    expect(complaints({ projectIds: ["p2"] })).toHaveLength(1);
    expect(complaints({ projectIds: ["p1", "p2"] })).toEqual([]);
    expect(complaints({ projectKind: "any", projectIds: ["p2"] })).toEqual([]);
  });

  test("asks for at least one thing that the token may do", () => {
    expect(complaints({ actions: [] })).toEqual(["actions: Allow at least one thing."]);
  });

  test("looks at the days only where they count", () => {
    expect(complaints({ lifetime: "30", days: "abc" })).toEqual([]);
  });
});

describe("toInput", () => {
  test.each<Partial<TokenFormValues>>([
    {},
    { projectKind: "any" },
    { lifetime: "custom", days: " 7 " },
    { lifetime: "30" },
  ])("makes what the contract takes from %j", (more) => {
    const parsed = tokenFormSchema.parse({ ...values, ...more });
    expect(workerTokenCreateSchema.safeParse(toInput(parsed)).success).toBe(true);
  });

  test("nothing ticked is no limit, and networks are separated by whatever was typed", () => {
    expect(toInput(values)).toMatchObject({ registryIds: null, projectIds: null, networks: [] });
    expect(
      toInput({
        ...values,
        registryIds: ["r1"],
        networks: " 10.0.0.0/8, 192.0.2.7\n2001:db8::/32 ",
      }),
    ).toMatchObject({
      registryIds: ["r1"],
      networks: ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"],
    });
  });

  test("a lifetime of one's own is the days that were typed", () => {
    expect(toInput({ ...values, lifetime: "custom", days: "7" }).expiresInDays).toBe(7);
  });
});
