import {
  createImage,
  createIndex,
  startFakeRegistry,
  type FakeRegistry,
} from "@berth/fake-registries";

/** The first of three ports; they stay the same from run to run, so that image names typed once go on working. */
export const firstDemoPort = Number(process.env["BERTH_DEMO_PORT"] ?? "5601");
const ports = { basic: firstDemoPort, token: firstDemoPort + 1, trouble: firstDemoPort + 2 };

/** The sign-in that the demo's healthy registries take. */
export const demoPair = { username: "berth-pull", secret: "demo-secret-1234" };

/** Another secret of the same user, which opens the first repository of each registry alone. */
export const demoNarrowSecret = "demo-narrow-5678";

export type DemoRegistries = Record<keyof typeof ports, FakeRegistry>;

const amd64 = createImage({ files: { "model/weights.txt": "0.1 0.2 0.3\n" } });
const arm64 = createImage({
  architecture: "arm64",
  files: { "model/weights.txt": "0.1 0.2 0.3\n" },
});
const image = createIndex([amd64, arm64]);

const repositories = {
  basic: ["ml/train", "ml/serve", "ml/features/build", "vendor/driver", "cache/base"],
  token: ["team/app", "team/web", "research/notebook", "partner/sdk", "staging/app"],
  trouble: ["edge/agent"],
};

/** Starts one registry with Basic sign-in, one with a token service, and one that is in trouble. */
export async function startDemoRegistries(): Promise<DemoRegistries> {
  const start = (name: keyof typeof ports, dialect: string, scenario?: string) =>
    startFakeRegistry({
      dialect,
      port: ports[name],
      accounts: [
        { ...demoPair, pull: repositories[name] },
        { ...demoPair, secret: demoNarrowSecret, pull: repositories[name].slice(0, 1) },
      ],
      images: Object.fromEntries(
        repositories[name].flatMap((repository) =>
          ["1", "2", "latest"].map((tag) => [`${repository}:${tag}`, image]),
        ),
      ),
      ...(scenario === undefined ? {} : { scenario }),
    });
  return {
    basic: await start("basic", "standard-basic"),
    token: await start("token", "standard-token"),
    trouble: await start("trouble", "standard-basic", "outage"),
  };
}
