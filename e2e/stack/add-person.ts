import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Role } from "@berth/api-contract";
import type { Page } from "@playwright/test";
import { org, owner } from "../fixtures.ts";
import { apiFor } from "./api.ts";
import type { Berth } from "./start-berth.ts";

/** Puts somebody with this role, and the owner's password, into the organization, and signs the page in as them. */
export async function signInAs(page: Page, berth: Berth, role: Role, name: string): Promise<void> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  addPerson(berth, { role, name, email });
  await apiFor(page.request, berth.url)("POST /sign-in", {
    body: { email, password: owner.password },
  });
}

/** Straight into the database: nobody can be invited yet. */
function addPerson(
  { dataDir }: Berth,
  { role, name, email }: { role: Role; name: string; email: string },
): void {
  const database = new DatabaseSync(join(dataDir, "berth.db"), { timeout: 5_000 });
  const id = randomUUID();
  const now = Date.now();
  database
    .prepare(
      `insert into user (id, name, email, email_verified, created_at, updated_at)
       values (?, ?, ?, 1, ?, ?)`,
    )
    .run(id, name, email, now, now);
  database
    .prepare(
      `insert into account (id, account_id, provider_id, user_id, password, created_at, updated_at)
       select ?, ?, 'credential', ?, password, ?, ? from account limit 1`,
    )
    .run(randomUUID(), id, id, now, now);
  database
    .prepare(
      `insert into member (id, organization_id, user_id, role, created_at)
       select ?, id, ?, ?, ? from organization where slug = ?`,
    )
    .run(randomUUID(), id, role, now, org);
  database.close();
}
