import { fakeCloud, type FakeCloud, type FakeCloudOptions } from "@berth/fake-registries";
import { registryTypes, type Settings } from "@berth/registry-catalog";
import {
  diagnose,
  issuePair,
  issuePullCredential,
  runFullCheck,
  runReCheck,
  systemClock,
  type CheckEvent,
  type CheckTrace,
  type Credential,
  type Diagnosis,
  type IssuedPair,
  type IssuedPullCredential,
  type ReCheckInput,
} from "../src/index.ts";
import { imageOf } from "./check-fixture.ts";
import { createTestTransport } from "./test-transport.ts";

export type VendorCheck = {
  type: string;
  /** Of a product with standard sign-in; the type's own without it. */
  dialect?: string | undefined;
  /** As written, on a host of the vendor. */
  image: string;
  settings: Settings;
  /** Null checks what anyone can pull. */
  secret: string | null;
  /** The server's own AWS identity. */
  ownAws?: Credential["ownAws"];
  /** Put over the vendor's fake while the check runs. */
  scenario?: string | undefined;
  changes?: Partial<ReCheckInput> | undefined;
};

/** The vendors' fakes, and checks that run against them as they would against the vendors. */
export type Vendors = {
  cloud: FakeCloud;
  check: (asked: VendorCheck) => Promise<{ trace: CheckTrace; found: Diagnosis; told: string }>;
  reCheck: (asked: VendorCheck) => Promise<{ trace: CheckTrace; found: Diagnosis; told: string }>;
  issue: (asked: VendorCheck) => Promise<IssuedPullCredential>;
  /** What the registry itself gives, whatever its type could have made. */
  issueFromRegistry: (asked: VendorCheck) => Promise<IssuedPullCredential>;
  /** For clients that name no image. */
  issueForHost: (asked: VendorCheck) => Promise<IssuedPair>;
  close: () => Promise<void>;
};

export async function startVendors(options: FakeCloudOptions["vendors"]): Promise<Vendors> {
  const cloud = await fakeCloud({ vendors: options });
  const inPlay = async <Result>(
    asked: VendorCheck,
    act: (input: ReCheckInput, events: CheckEvent[]) => Promise<Result>,
  ): Promise<Result> => {
    const transport = createTestTransport({ cloud });
    const events: CheckEvent[] = [];
    const fake = cloud.vendor(asked.dialect ?? asked.type);
    fake.play(asked.scenario ?? null);
    try {
      const input = {
        ...inputOf(asked),
        transport,
        clock: systemClock,
        emit: (event: CheckEvent) => events.push(event),
        ...asked.changes,
      };
      return await act(input, events);
    } finally {
      fake.play(null);
      await transport.close();
    }
  };
  const run = (how: typeof runFullCheck) => (asked: VendorCheck) =>
    inPlay(asked, async (input, events) => {
      const trace = await how(input);
      return { trace, found: diagnose(trace), told: JSON.stringify([trace, events]) };
    });
  return {
    cloud,
    check: run(runFullCheck),
    reCheck: run(runReCheck),
    issue: (asked) => inPlay(asked, (input) => issuePullCredential(input)),
    issueFromRegistry: (asked) => inPlay(asked, (input) => issuePullCredential(input, "registry")),
    issueForHost: (asked) =>
      inPlay(asked, ({ credential, image, ...input }) => {
        if (credential === null) throw new Error("nothing is stored for it");
        return issuePair({ ...input, credential, host: image.host });
      }),
    close: cloud.close,
  };
}

/** What the catalogue says of a registry with these settings, in the client's form. */
function inputOf(asked: VendorCheck): Pick<ReCheckInput, "image" | "registry" | "credential"> {
  const { settings } = asked;
  const type = registryTypes.find(({ slug }) => slug === asked.type);
  const hostRule = type?.hostRule(settings);
  if (type === undefined || !hostRule) throw new Error(`settings of ${asked.type} are incomplete`);
  const image = imageOf(asked.image);
  const texts = Object.entries(settings).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const credential: Credential | null =
    asked.secret === null
      ? null
      : {
          username: type.binding(settings).identity,
          secret: asked.secret,
          settings: Object.fromEntries(texts),
          ownAws: asked.ownAws,
        };
  return {
    image,
    registry: {
      type: type.slug,
      name: null,
      scheme: type.binding(settings).scheme,
      hostRule,
      realmRule: type.realmRule(settings, image.host),
      headOnly: type.headOnly,
      userNameRule: type.userNameRule(settings),
    },
    credential,
  };
}

/** Where credentials arrived, without repetitions. */
export function placesOf(cloud: FakeCloud, type: string): string[] {
  const seen = cloud
    .vendor(type)
    .credentialsSeen.map(
      ({ listener, path, presented }) => `${listener} ${path} ${presented.scheme}`,
    );
  return [...new Set(seen)];
}
