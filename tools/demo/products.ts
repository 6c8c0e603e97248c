import { createImage, type FakeCloudOptions } from "@berth/fake-registries";

/** Products with standard sign-in, each with one account that may pull one of two repositories. */
const products = [
  {
    dialect: "ghcr",
    host: "ghcr.io",
    username: "octocat",
    secret: `ghp_${"Acme0123".repeat(4)}Acme`,
  },
  {
    dialect: "gitlab",
    host: "registry.gitlab.com",
    username: "gitlab+deploy-token-7",
    secret: "gldt-Acme0123Acme0123Acme",
  },
  { dialect: "quay", host: "quay.io", username: "acme+berth", secret: "ACME0123".repeat(8) },
  {
    dialect: "harbor",
    host: "harbor.acme.example",
    username: "robot$acme+berth",
    secret: "Acme0123Acme0123Acme0123Acme0123",
  },
  {
    dialect: "ngc",
    host: "nvcr.io",
    username: "$oauthtoken",
    secret: `nvapi-${"Acme0123".repeat(8)}`,
  },
] as const;

export const productDialects: readonly string[] = products.map(({ dialect }) => dialect);

/** Their fakes, as `fakeCloud` starts them. `played` may be pulled by everybody with an account. */
export function productVendors(played: readonly string[]): FakeCloudOptions["vendors"] {
  const image = createImage({ files: { "model.txt": "weights" } });
  return Object.fromEntries(
    products.map(({ dialect, username, secret }) => [
      dialect,
      {
        accounts: [{ username, secret, pull: ["acme/app", ...played] }],
        images: { "acme/app:1": image, "acme/app:2": image, "acme/hidden:1": image },
      },
    ]),
  );
}

/** What to type for them. */
export function productSheet(): string {
  return products
    .map(({ dialect, host, username, secret }) =>
      [
        `## ${dialect}, a standard registry`,
        "",
        `- image to paste: ${host}/acme/app:1`,
        `- image that the secret may not pull: ${host}/acme/hidden:1`,
        `- user name: ${username}`,
        `- password or token: ${secret}`,
      ].join("\n"),
    )
    .join("\n\n");
}
