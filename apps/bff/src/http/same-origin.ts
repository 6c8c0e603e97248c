import { AppError } from "../services/errors.ts";

/** Sent by our own console; another site can't set it without asking first, and nobody answers. */
export const ownHeader = "x-berth-request";

/**
 * Refuses a request that changes something and did not come from our own pages. A browser says where a
 * request comes from in `Sec-Fetch-Site`, which no page can forge; where that is missing (plain http on a
 * LAN, clients that are no browser), `Origin` must be ours.
 *
 * @param publicOrigin scheme, host and port that people reach Berth under.
 */
export function requireSameOrigin(headers: Headers, publicOrigin: string): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const fromHere =
    site === null ? origin === publicOrigin : site === "same-origin" && origin !== "null";
  if (!fromHere || headers.get(ownHeader) !== "1") {
    throw new AppError(
      "cross_site",
      "This request did not come from Berth's own pages, so it was refused. Where Berth is reached under another address than it knows, whoever runs it has to set BERTH_PUBLIC_URL.",
    );
  }
}
