import { StartError } from "../boot/start-error.ts";
import type { Person } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

/** The person with this address, or one line that says there is none. */
export async function requirePerson(store: Store, email: string): Promise<Person> {
  const person = await store.people.getByEmail(email);
  if (person === null) throw new StartError("argument", `Nobody here has the address ${email}.`);
  return person;
}
