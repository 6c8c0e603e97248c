import { findAccount, mayPull, type Account } from "../accounts.ts";
import type { Dialect, OpenDialect, RegistryCall, VendorNames } from "../dialects/dialect.ts";
import { readAuthorization, type Presented } from "../server/authorization.ts";
import { registryError } from "../server/errors.ts";
import type { World } from "../world.ts";
import { createTokenSigner, type Grant } from "./token-signer.ts";

/** A product with standard sign-in: where its tokens come from, and how it words a no. */
export type TokenProduct = {
  name: string;
  about: string;
  names: VendorNames;
  tokenPath: string;
  /** The token service is on the other server. */
  elsewhere?: true;
  /** Null where the challenge names none. */
  service: string | null;
  lifetimeSeconds: number;
  /** What stands in a token answer beside the token. */
  answer?: (token: string, lifetimeSeconds: number) => object;
  /** A token that says nothing about itself, in place of a signed one. */
  opaqueToken?: (account: Account | null) => string;
  /** The token service's no to an unknown or expired pair. */
  wrong: () => Response;
  /** Its no to somebody unknown who asks for what isn't public; an empty token without it. */
  anonymous?: () => Response;
  /** Its no to a known account, for a right that the account lacks; null lets it through. */
  refuses?: (account: Account) => Response | null;
  /** What is granted where nothing is; nothing without it. */
  emptyGrant?: (name: string) => Grant;
  /** A token for pushing makes the repository, where an account that may push asks for one. */
  createsForPush?: true;
  /** Rights are those of the project that a repository is in, which may not exist itself. */
  projectOf?: (repository: string) => string;
  /** The registry's no to a token without the right. */
  denied: (call: RegistryCall, challenge: string) => Response;
};

/** The dialect of a product. */
export function tokenProduct(product: TokenProduct): Dialect {
  const { name, about, names } = product;
  return { name, about, names, open: (world) => openProduct(product, world) };
}

async function openProduct(product: TokenProduct, world: World): Promise<OpenDialect> {
  const { tokenPath, lifetimeSeconds } = product;
  const service = product.service ?? product.name;
  const signer = await createTokenSigner(product.name, service);
  /** Of tokens that can't be read. */
  const opaque = new Map<string, Grant[]>();
  const realm = () => `${product.elsewhere ? world.elsewhere() : world.origin()}${tokenPath}`;
  const challenge = (call: RegistryCall, error?: string) => {
    const parts = [
      `realm="${realm()}"`,
      ...(product.service === null ? [] : [`service="${product.service}"`]),
      ...("repository" in call ? [`scope="repository:${call.repository}:pull"`] : []),
      ...(error === undefined ? [] : [`error="${error}"`]),
    ];
    return `Bearer ${parts.join(",")}`;
  };
  const unauthorized = (call: RegistryCall, error?: string) =>
    registryError(401, "UNAUTHORIZED", "authentication required", {
      headers: { "www-authenticate": challenge(call, error) },
    });
  const grantsOf = (account: Account | null, scopes: readonly string[]): Grant[] =>
    scopes.flatMap((scope) => {
      const [, wanted, actions] = /^repository:(.+):([a-z,*]+)$/.exec(scope) ?? [];
      if (wanted === undefined || actions === undefined) return [];
      const { projectOf = (name: string) => name } = product;
      const project = projectOf(wanted);
      const mayRead =
        mayPull(world.access, account, wanted) ||
        (account?.pull ?? []).some((name) => projectOf(name) === project);
      const inProject = product.projectOf === undefined || world.store.hasWithin(project);
      const pushes = account?.push === true && actions.includes("push");
      if (product.createsForPush && pushes && inProject) world.store.create(wanted);
      const there = product.projectOf === undefined ? world.store.has(wanted) : inProject;
      const known = there && mayRead;
      const own = account?.push === true ? ["pull", "push"] : ["pull"];
      const granted = known ? actions.split(",").filter((action) => own.includes(action)) : [];
      if (granted.length > 0) return [{ type: "repository", name: wanted, actions: granted }];
      return product.emptyGrant === undefined ? [] : [product.emptyGrant(wanted)];
    });
  const answerToken = async (presented: Presented, scopes: readonly string[]) => {
    const account = accountOf(world, presented);
    if (account === "wrong") return product.wrong();
    const refusal = account === null ? null : (product.refuses?.(account) ?? null);
    if (refusal !== null) return refusal;
    const grants = grantsOf(account, scopes);
    if (
      account === null &&
      product.anonymous &&
      grants.every(({ actions }) => actions.length === 0)
    )
      return product.anonymous();
    const token =
      product.opaqueToken?.(account) ??
      (await signer.sign(account?.username ?? "", grants, lifetimeSeconds));
    if (product.opaqueToken) opaque.set(token, grants);
    return Response.json(
      product.answer?.(token, lifetimeSeconds) ?? {
        token,
        access_token: token,
        expires_in: lifetimeSeconds,
      },
    );
  };
  return {
    tokenPaths: [tokenPath],
    authorize: async (c, call) => {
      const presented = readAuthorization(c.req.header("authorization"));
      if (presented.scheme !== "bearer") return unauthorized(call);
      const grants = opaque.get(presented.token) ?? (await signer.verify(presented.token));
      if (grants === null) return unauthorized(call, "invalid_token");
      if (call.kind === "base") return null;
      const granted = grants.some(
        (grant) => grant.name === call.repository && grant.actions.includes("pull"),
      );
      return granted ? null : product.denied(call, challenge(call, "insufficient_scope"));
    },
    addRoutes: (registry, elsewhere) => {
      (product.elsewhere ? elsewhere : registry).get(tokenPath, (c) =>
        answerToken(readAuthorization(c.req.header("authorization")), c.req.queries("scope") ?? []),
      );
    },
  };
}

function accountOf(world: World, presented: Presented): Account | null | "wrong" {
  if (presented.scheme === "none") return null;
  if (presented.scheme !== "basic") return "wrong";
  const account = findAccount(world.access, presented.username, presented.secret);
  return account === null || account.expired === true ? "wrong" : account;
}
