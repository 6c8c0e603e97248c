import { defineRoute } from "../define-route.ts";
import {
  confirmInputSchema,
  sessionSchema,
  setupInputSchema,
  setupStateSchema,
  signInInputSchema,
} from "../schemas/session.ts";

export const sessionRoutes = {
  getSetup: defineRoute({
    method: "get",
    path: "/setup",
    summary: "Whether the instance still waits for its owner",
    access: { who: "anyone" },
    status: 200,
    response: setupStateSchema,
  }),
  completeSetup: defineRoute({
    method: "post",
    path: "/setup",
    summary: "Create the owner account and the organization, with the one-time setup token",
    access: { who: "anyone" },
    body: setupInputSchema,
    status: 201,
    response: sessionSchema,
  }),
  signIn: defineRoute({
    method: "post",
    path: "/sign-in",
    summary: "Sign in with e-mail and password",
    access: { who: "anyone" },
    body: signInInputSchema,
    status: 200,
    response: sessionSchema,
  }),
  signOut: defineRoute({
    method: "post",
    path: "/sign-out",
    summary: "End the session",
    access: { who: "person" },
    status: 204,
  }),
  getSession: defineRoute({
    method: "get",
    path: "/session",
    summary: "Who is signed in, and in which organizations",
    access: { who: "person" },
    status: 200,
    response: sessionSchema,
  }),
  confirmIdentity: defineRoute({
    method: "post",
    path: "/session/confirm",
    summary: "Prove again who one is, for the next ten minutes",
    access: { who: "person" },
    body: confirmInputSchema,
    status: 204,
  }),
} as const;
