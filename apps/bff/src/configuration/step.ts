import type {
  AlertChannelCreate,
  AlertChannelUpdate,
  ImageMappingCreate,
  ProjectCreate,
  ProjectUpdate,
  RegistryCreate,
  RegistryUpdate,
} from "@berth/api-contract";

type Change<Do extends string, Data = object> = {
  do: Do;
  name: string;
  /** What changes, one line each, for people. Holds no secret. */
  lines: string[];
} & Data;

type Expectations = { add: string[]; remove: string[] };

/** One thing that a plan does, or why it can't be done. */
export type Step =
  | Change<
      "add-registry",
      {
        body: RegistryCreate;
        afterwards: {
          body: Omit<RegistryUpdate, "version"> | null;
          paused: boolean;
          expectations: Expectations;
        };
      }
    >
  | Change<
      "change-registry",
      {
        id: string;
        version: number;
        body: Omit<RegistryUpdate, "version"> | null;
        paused: boolean | null;
        expectations: Expectations;
        /** Ids of expectations by their image. */
        known: Record<string, string>;
      }
    >
  | Change<"delete-registry", { id: string; version: number }>
  | Change<"add-project", { body: ProjectCreate; externalId: string | null }>
  | Change<"change-project", { id: string; body: ProjectUpdate }>
  | Change<"delete-project", { id: string }>
  | Change<"add-alert-channel", { body: AlertChannelCreate; paused: boolean }>
  | Change<
      "change-alert-channel",
      { id: string; version: number; body: Omit<AlertChannelUpdate, "version" | "secretUrl"> }
    >
  | Change<"delete-alert-channel", { id: string }>
  | Change<"add-image-mapping", { body: ImageMappingCreate }>
  | Change<"change-image-mapping", { id: string; body: ImageMappingCreate }>
  | Change<"delete-image-mapping", { id: string }>
  | Change<"change-settings", { pullsKeptDays: number }>
  | Change<"change-security-settings">
  | Change<"refuse", { thing: Thing }>;

export type Thing = "registry" | "project" | "alert channel" | "pull-through cache" | "settings";
