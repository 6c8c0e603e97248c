import { afterAll, beforeAll } from "vitest";
import { storeContract } from "../../src/store/store.contract.ts";
import { createPool } from "../../src/store/postgres/pool.ts";
import { postgresStore } from "../../src/store/postgres/store.ts";
import { startTestDatabases, type TestDatabases } from "../support/postgres-databases.ts";

let databases: TestDatabases;

beforeAll(async () => {
  databases = await startTestDatabases();
}, 60_000);
afterAll(() => databases.dispose());

storeContract("PostgreSQL", {
  async open() {
    const database = await databases.take();
    let spoiled = false;
    const store = postgresStore(createPool(database.address));
    const tamper = async (statement: string) => void (await database.run(statement));
    return {
      store,
      tamper,
      breakAudit() {
        spoiled = true;
        return tamper(`create function broken() returns trigger language plpgsql as
          $$ begin raise exception 'broken'; end $$;
          create trigger broken before insert on audit_event for each row execute function broken()`);
      },
      letEventsChange() {
        spoiled = true;
        return tamper("alter table audit_event disable trigger user");
      },
      async dispose() {
        await store.close();
        await (spoiled ? database.drop() : database.giveBack());
      },
    };
  },
});
