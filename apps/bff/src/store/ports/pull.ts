import type { AuditEntry, ProjectUse, Pull, RecentImage, ServedImage, Usage } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";
import type { Page, PageQuery } from "./page.ts";
import type { PullCredential, PullStatus } from "@berth/api-contract";

export type PullStore = {
  /**
   * Resolves when the pull is durable. Pulls that arrive together share one commit. One with an id that is
   * there already is that pull, asked for again, and decided anew; rejects with {@link RequestKeyTaken}
   * where it has ended, is for something else, began an hour ago, or was given a credential that is not this one.
   */
  record(pull: NewPull): Promise<void>;
  /** Only the token that began a pull may report it, and only once. */
  report(command: PullReport): Promise<Ok<{ pull: Pull }> | NotFound | Refused<"already_finished">>;
  get(organizationId: string, id: string): Promise<Pull | null>;
  /** How long the latest successful pulls of a repository took that began before a moment. */
  durationsOf(
    organizationId: string,
    query: { imageName: string; before: number; limit: number },
  ): Promise<number[]>;
  /**
   * `head` is where the list begins: give it back as `upTo` and the list stays as it was. Where a filter has pulls looked
   * at one by one, a page ends after very many of them, however few it found: `searchedTo` is from when
   * on it looked, null where the page ends for another reason, and `next` goes on from there.
   */
  list(
    organizationId: string,
    query: PullQuery,
  ): Promise<Page<Pull> & { head: string | null; searchedTo: number | null }>;
  /** How many of the newest pulls came since a `head`, counted up to `max`. */
  countNewer(
    organizationId: string,
    filter: PullFilter,
    than: { head: string; max: number },
  ): Promise<number>;
  /** For how many days pulls are kept; null where nobody has said. */
  keptDays(organizationId: string): Promise<number | null>;
  setKeptDays(command: {
    organizationId: string;
    keptDays: number;
    audit: AuditEntry;
  }): Promise<void>;
  /**
   * Deletes pulls that are older than their organization keeps them, at most `limit` of each, so that
   * nobody waits long for the database. Gives how many went.
   */
  prune(query: { now: number; usualDays: number; limit: number }): Promise<number>;
  /**
   * How many ended how, by `slot`: hours or days since the epoch. Slots without pulls are left out. Where so many would
   * have to be read that it took long, the newest are counted: `back` is from when on, null where all were.
   */
  countByTime(
    organizationId: string,
    filter: PullFilter,
    unit: "hour" | "day",
  ): Promise<{
    counts: { slot: number; status: PullStatus; pulls: number }[];
    back: number | null;
  }>;
  /** The projects behind a registry's pulls of the last days, most pulls first; null stands for pulls without one. */
  projectsOf(
    organizationId: string,
    query: { registryId: string; days: number; now: number; limit: number },
  ): Promise<ProjectUse[]>;
  /** Images by canonical name, most pulled first, refused pulls left out; and how many days of pulls are recorded, at most `days`. */
  recentImages(
    organizationId: string,
    query: { days: number; now: number; limit: number },
  ): Promise<{ images: RecentImage[]; daysRecorded: number }>;
  /**
   * What a registry's credential was given out for in the last days, one image of each repository, most
   * pulled first: the newest whose pull is not known to have failed. `leftOut` counts those beyond `limit`.
   */
  imagesServed(
    organizationId: string,
    query: { registryId: string; days: number; now: number; limit: number },
  ): Promise<{ images: ServedImage[]; leftOut: number }>;
  /**
   * How often each of these was used in the last days, today among them, and when last; refused pulls are left out,
   * and who was never used. Costs the same however many pulls there are.
   */
  usage(organizationId: string, query: UsageQuery): Promise<Usage[]>;
};

/** Days are those of UTC. */
export type UsageQuery = {
  of: "registry" | "project";
  ids: readonly string[];
  days: number;
  now: number;
};

/** What a pull is recorded with; the rest comes with its report. */
export type NewPull = Omit<Pull, "finishedAt" | ReportedFact>;

type ReportedFact = "digest" | "durationMs" | "bytes" | "error" | "timing" | "slow" | "usualMs";

export type PullReport = Pick<Pull, ReportedFact> & {
  organizationId: string;
  id: string;
  workerTokenId: string;
  status: "succeeded" | "failed";
  at: number;
};

export type PullFilter = {
  status?: PullStatus | undefined;
  credential?: PullCredential | undefined;
  registryId?: string | undefined;
  projectId?: string | undefined;
  workerTokenId?: string | undefined;
  /** Part of the image as written or of its canonical name. */
  image?: string | undefined;
  /** The canonical name without tag and digest, all of it. */
  imageName?: string | undefined;
  slow?: boolean | undefined;
  /** Pulls that took longer. */
  overMs?: number | undefined;
  /** Inclusive. */
  from?: number | undefined;
  /** Exclusive. */
  to?: number | undefined;
  /** Only pulls of the projects that this person may see. */
  seenBy?: string | undefined;
};

export type PullQuery = PageQuery & PullFilter & { upTo?: string | undefined };
