/**
 * Where a registry type allows `*` in a host.
 * `none`: nowhere. `labels`: in one label of hosts of the type's own form. `own-domain`: as one whole
 * label below a domain that belongs to the organization alone.
 */
export type HostStarRule =
  | { readonly kind: "none" }
  | {
      readonly kind: "labels";
      /** Does this host, `*` included, have the declared form? */
      fits(host: string): boolean;
      /** Such as `123456789012.dkr.ecr.*.amazonaws.com`. */
      readonly example: string;
      /** What the star ranges over, such as "the region". */
      readonly over: string;
    }
  | { readonly kind: "own-domain"; readonly example: string };
