import type { RouteDefinition } from "@berth/api-contract";
import { AppError, badRequest } from "../services/errors.ts";

type Place = "body" | "query";

/**
 * Puts the version of an `If-Match` where the route reads it: it says the same as `version` in the body or
 * the query. Null where there is no such header.
 */
export function versionFromHeader(
  header: string | undefined,
  route: RouteDefinition,
): { place: Place; version: number } | null {
  if (header === undefined) return null;
  const place = placeOfVersion(route);
  if (place === null) {
    throw badRequest(
      "There are no versions at this address, so If-Match can't be kept. Leave it out.",
    );
  }
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw badRequest("If-Match takes one ETag as an answer gave it.");
  return { place, version: Number(version) };
}

/** The same with the version filled in. Two that differ are a mistake that nobody can resolve. */
export function withVersion(given: unknown, version: number, place: Place): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  const standing = "version" in given ? given.version : undefined;
  if (standing !== undefined && standing !== version && standing !== String(version)) {
    throw badRequest(`If-Match and the version in the ${place} differ.`);
  }
  return { ...given, version: place === "query" ? String(version) : version };
}

/** A client that asked in HTTP's own words is answered in them. */
export function asPrecondition(err: unknown): unknown {
  if (!(err instanceof AppError) || err.code !== "conflict") return err;
  return new AppError("precondition_failed", err.publicMessage, { issues: err.issues, cause: err });
}

function placeOfVersion(route: RouteDefinition): Place | null {
  if (hasVersion(route.body)) return "body";
  return hasVersion(route.query) ? "query" : null;
}

function hasVersion(schema: RouteDefinition["body"]): boolean {
  return schema !== undefined && "shape" in schema && "version" in (schema.shape as object);
}
