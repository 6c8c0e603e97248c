import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

export const keysRotateCommand: Command = {
  group: "keys",
  define: (program, run) => {
    program
      .command("rotate")
      .argument("<slug>", "the organization")
      .description("Give an organization a new key and put its secrets under it")
      .addHelpText(
        "after",
        "\nServers may run meanwhile. If it is interrupted, `berth keys rewrap` goes on.",
      )
      .action((slug: string) =>
        run(async (context) => {
          const { rotateOrganizationKey } =
            await import("../services/keys/rotate-organization-key.ts");
          const { findInstance, findKeys, withVault } = await import("./open-instance.ts");
          const { finishReEncryption } = await import("./finish-re-encryption.ts");
          const instance = await findInstance(context);
          const keys = await findKeys(context, instance);
          return await withVault(instance, keys, async ({ store, vault }) => {
            const all = await store.people.organizations();
            const organization = all.find((one) => one.slug === slug);
            if (organization === undefined) {
              throw new StartError("argument", `No organization has the slug ${slug}.`);
            }
            const done = await rotateOrganizationKey({ store, vault }, organization, Date.now());
            context.output.line(
              done
                ? `${slug} has a new key.`
                : `${slug} got a new key from somebody else in this moment; that one is used.`,
            );
            const complete = await finishReEncryption({ store, vault, output: context.output });
            return complete ? commandExit.ok : commandExit.found;
          });
        }),
      );
  },
};
