import { emailSchema, personNameSchema } from "@berth/api-contract";
import { StartError } from "../boot/start-error.ts";
import { newId } from "../ids.ts";
import type { Person } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

/** Somebody who has an account, or whom one can be made for. */
export async function personToAppoint(
  store: Store,
  email: string,
  name: string | undefined,
  at: number,
): Promise<{ kind: "known" | "new"; person: Person }> {
  // An account here would pass for the instance's first owner.
  if (await store.setup.required()) {
    throw new StartError(
      "config",
      "Nobody has set this instance up yet. Open its setup link first.",
    );
  }
  const known = await store.people.getByEmail(email);
  if (known !== null) return { kind: "known", person: known };
  if (name === undefined) {
    throw new StartError(
      "argument",
      `Nobody here has the address ${email}. To make an account for it, add --name "Their name".`,
    );
  }
  const address = emailSchema.safeParse(email);
  if (!address.success) throw new StartError("argument", `${email} is no e-mail address.`);
  const called = personNameSchema.safeParse(name);
  if (!called.success) throw new StartError("argument", "This can't be used as a name.");
  const person = { id: newId("usr", at), name: called.data, email: address.data.toLowerCase() };
  return { kind: "new", person };
}
