import type { WorkerTokenCreate, WorkerTokenCreated } from "@berth/api-contract";
import { createLinkCode } from "../../auth/link-code.ts";
import { createWorkerToken } from "../../auth/worker-token.ts";
import { newId } from "../../ids.ts";
import type { WorkerToken } from "../../store/rows.ts";
import type { NewWorkerToken } from "../../store/ports/worker-token.ts";
import type { MemberContext } from "../context.ts";
import { daysAfter, iso } from "../time.ts";
import { workerTokenView } from "./token-view.ts";

const linkLifeMs = 10 * 60_000;

/** A token that is about to be stored, and what its maker is told once it is. */
export type Minted = {
  fields: NewWorkerToken;
  answer: (token: WorkerToken) => WorkerTokenCreated;
};

/**
 * Mints a token. Where it is delivered by a link, what is minted here is known to nobody and is replaced
 * when the link is opened: until then there is no secret that could leak.
 */
export function mintWorkerToken(
  ctx: MemberContext,
  { expiresInDays, delivery }: Pick<WorkerTokenCreate, "expiresInDays"> & { delivery: Delivery },
): Minted {
  const at = ctx.clock();
  const { token, prefix, hash } = createWorkerToken();
  const fields = {
    id: newId("wtk", at),
    organizationId: ctx.organization.id,
    hash,
    createdAt: at,
    createdBy: ctx.person.id,
    expiresAt: daysAfter(at, expiresInDays),
  };
  if (delivery === "shown") {
    return {
      fields: { ...fields, prefix, link: null },
      answer: (stored) => ({ workerToken: workerTokenView(stored, at), token, link: null }),
    };
  }
  const link = createLinkCode();
  const expiresAt = at + linkLifeMs;
  return {
    fields: { ...fields, prefix: "", link: { hash: link.hash, expiresAt } },
    answer: (stored) => ({
      workerToken: workerTokenView(stored, at),
      token: null,
      link: { path: `/worker-token#code=${link.code}`, expiresAt: iso(expiresAt) },
    }),
  };
}

type Delivery = "shown" | "link";
