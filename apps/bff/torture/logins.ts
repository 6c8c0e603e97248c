import { openStage } from "./stage.ts";
import { served, createSender, quantile } from "./send.ts";
import { atLeast, atMost, exactly, reported, type Scenario } from "./scenario.ts";

/** strangers who guess from everywhere at once cost nobody else their answer. */
export const logins: Scenario = {
  id: "R-10",
  name: "fifty sign-ins a second",
  async run({ folder, count }) {
    const stage = await openStage(folder, { BERTH_TRUSTED_PROXIES: "127.0.0.1" });
    const sender = createSender(stage.port);
    const ms = count(2_500, 60_000);
    const { read, pull, write } = stage.requests;
    // A page of ours sends these; each comes from a network and for an account of its own.
    const signIn = (n: number) => ({
      method: "POST",
      path: "/api/v1/sign-in",
      headers: {
        ...write(0).headers,
        cookie: "",
        "x-forwarded-for": `198.51.${Math.floor(n / 250) % 250}.${n % 250}`,
      },
      body: JSON.stringify({ email: `nobody-${n}@example.com`, password: "wrong wrong wrong" }),
    });
    for (let n = 0; n < 30; n += 1) await sender.send(read);
    const [guesses, reads, writes, pulls] = await Promise.all([
      sender.openLoop(signIn, { rate: 50, ms }),
      sender.openLoop(() => read, { rate: 20, ms }),
      sender.openLoop(write, { rate: 5, ms }),
      sender.openLoop(() => pull, { rate: 10, ms }),
    ]);
    sender.close();
    const code = await stage.close();
    const others = [...reads, ...writes, ...pulls];
    const compared = guesses.filter(({ status }) => status === 401);
    const held = guesses.filter(({ status }) => [429, 503].includes(status));
    return [
      atLeast("sign-ins tried", guesses.length, (50 * ms) / 1000 - 1),
      reported("of these compared with a password", compared.length, ""),
      exactly(
        "neither refused nor told to wait",
        guesses.length - compared.length - held.length,
        0,
      ),
      exactly(
        "told to wait without a time",
        held.filter(({ retryAfter }) => retryAfter === null).length,
        0,
      ),
      ...served("other requests", others, stage.log()),
      // They don't wait behind the passwords that are compared, two at a time. Far below 1 on a machine with room.
      atMost(
        "other requests, p50, of that of the sign-ins",
        quantile(others, 0.5) / quantile(guesses, 0.5),
        1.5,
      ),
      reported("other requests, p99", quantile(others, 0.99), "250 ms", "ms"),
      exactly("exit code", code, 0),
    ];
  },
};
