import type { Step } from "./before.ts";
import { newId } from "../../ids.ts";

/** Gives each request an id of our own; one sent along could be anything and would stand in the log. */
export const requestId: Step = (c) => {
  const id = newId("req");
  c.set("requestId", id);
  c.set("complete", null);
  c.set("shed", false);
  c.set("aside", (waiting) => waiting());
  c.set("address", null);
  c.set("route", null);
  c.set("organizationId", null);
  c.set("personId", null);
  c.set("workerTokenId", null);
  c.set("apiTokenId", null);
};
