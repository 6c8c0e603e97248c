import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

export const keysRecoveryIdentityCommand: Command = {
  group: "keys",
  define: (program, run) => {
    program
      .command("recovery-identity")
      .argument("<file>", "where the identity is written; nothing may stand there")
      .description("Write an age identity for recovery, and print its recipient")
      .addHelpText(
        "after",
        "\nRun it on a machine that is not the server, or use age-keygen, and keep the file offline. The\nrecipient goes into BERTH_RECOVERY_RECIPIENT.",
      )
      .action((file: string) =>
        run(async (context) => {
          const { generateX25519Identity, identityToRecipient } = await import("age-encryption");
          const path = resolve(context.cwd, file);
          const identity = await generateX25519Identity();
          const recipient = await identityToRecipient(identity);
          await write(
            path,
            `# Recovery identity of a Berth instance; keep it offline.\n# ${recipient}\n${identity}\n`,
          );
          context.output.line(recipient);
          context.output.note(`The identity was written to ${path}. Move it away from the server.`);
          return commandExit.ok;
        }),
      );
  },
};

async function write(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    throw new StartError("cannotCreate", `The identity ${path} can't be written (${code}).`, err);
  }
}
