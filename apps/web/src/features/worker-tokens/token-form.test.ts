import { workerTokenCreateSchema } from "@berth/api-contract";
import { describe, expect, test } from "vitest";
import { tokenFormSchema, toInput, type TokenFormValues } from "./token-form.ts";

const values: TokenFormValues = {
  name: "gpu-cluster",
  projectKind: "default",
  projectId: "p1",
  lifetime: "90",
  days: "",
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

  test("a lifetime of one's own is the days that were typed", () => {
    expect(toInput({ ...values, lifetime: "custom", days: "7" }).expiresInDays).toBe(7);
  });
});
