import { expect, test } from "vitest";
import { createWaitingRoom } from "./waiting-room.ts";

test("so many wait for one registry, so many of one organization, and whoever leaves makes room", () => {
  const room = createWaitingRoom({ perRegistry: 2, perOrganization: 3 });
  const enter = (registryId: string, organizationId = "org_a") =>
    room.enter({ registryId, organizationId });
  const leave = enter("reg_1");
  expect(leave).not.toBeNull();
  expect(enter("reg_1")).not.toBeNull();
  expect(enter("reg_1")).toBeNull();
  expect(enter("reg_2")).not.toBeNull();
  expect(enter("reg_2")).toBeNull();
  expect(enter("reg_3", "org_b")).not.toBeNull();
  leave?.();
  expect(enter("reg_2")).not.toBeNull();
  expect(enter("reg_1")).toBeNull();
});
