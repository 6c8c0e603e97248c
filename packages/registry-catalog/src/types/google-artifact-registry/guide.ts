import { allRepositories, inWords } from "../../fields/narrowed.ts";
import { command, type Gaps } from "../../guide-template.ts";
import type { GuideBlock, GuideStep } from "../../guide.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import { serviceOf } from "./gar-host.ts";
import { gcrLocations } from "./locations.ts";
import { accountDomain } from "./project.ts";

export function garGuide(settings: Settings): readonly GuideStep[] {
  return [
    {
      id: "where",
      title: "Where is it?",
      blocks: [
        {
          kind: "text",
          text: "Paste an image, or copy the path that the Artifact Registry console shows at the top of a repository: `us-central1-docker.pkg.dev/my-project/containers` holds location, project and repository.",
        },
      ],
    },
    { id: "create", title: "Create access", blocks: createBlocks(settings) },
    {
      id: "paste",
      title: "Paste access",
      blocks: [
        {
          kind: "text",
          text: "Drop, choose or paste the file `berth-pull.json`. It is checked here; the key itself never goes to the registry.",
        },
        {
          kind: "note",
          tone: "warning",
          text: "Delete `berth-pull.json` from your computer after saving.",
        },
      ],
    },
    {
      id: "check",
      title: "Check and save",
      blocks: [
        {
          kind: "text",
          text: "The check signs a request with the key, gets a read-only token from Google for an hour, and fetches the manifest of your test image with it.",
        },
      ],
    },
  ];
}

function createBlocks(settings: Settings): GuideBlock[] {
  const gaps = gapsOf(settings);
  const grants = grantLines(settings);
  const blocks: GuideBlock[] = [
    {
      kind: "steps",
      items: [
        "In the Google Cloud console open **IAM & Admin**, **Service Accounts**, **Create service account**. Name it `berth-pull` and grant it nothing there.",
        grants.scoped
          ? `Open **Artifact Registry**, tick ${ticked(settings)}, and under **Permissions** add the service account as principal with the role **Artifact Registry Reader**.`
          : "Open **IAM & Admin**, **IAM**, **Grant access**, and give the service account the role **Artifact Registry Reader**.",
        "Back on the service account choose **Keys**, **Add key**, **Create new key**, **JSON**. The file is downloaded once.",
      ],
    },
    {
      kind: "command",
      command: command(
        "The same on the command line",
        [
          "gcloud iam service-accounts create berth-pull --project={project}",
          ...grants.lines,
          "gcloud iam service-accounts keys create berth-pull.json --iam-account={account}",
        ],
        gaps,
      ),
    },
    {
      kind: "link",
      label: "Open the service accounts in the Google Cloud console",
      href: "https://console.cloud.google.com/iam-admin/serviceaccounts",
    },
    {
      kind: "note",
      tone: "info",
      text: "If creating a key is refused, your organization blocks service account keys (`iam.disableServiceAccountKeyCreation`). Ask a policy admin for an exception for this project.",
    },
  ];
  blocks.push(coverage(settings, grants.scoped));
  return blocks;
}

/** The repositories by their names; those of gcr.io are named after their hosts. */
function ticked(settings: Settings): string {
  const gcr = serviceOf(settings) === "gcr";
  const names = listSetting(settings, gcr ? "gcrHosts" : "repositories");
  return names.length === 1 ? `the repository ${inWords(names)}` : inWords(names);
}

function coverage(settings: Settings, scoped: boolean): GuideBlock {
  const note = { kind: "note", tone: "info" } as const;
  if (!scoped) {
    return {
      ...note,
      text: "The role covers every repository of the project. Name repositories and locations in step 1 to narrow it.",
    };
  }
  const text = `The role covers ${ticked(settings)} and no other.`;
  const gcr = serviceOf(settings) === "gcr";
  return gcr ? { ...note, text } : { ...note, text, fix: allRepositories };
}

const role = "--role=roles/artifactregistry.reader";

/** One grant per repository where they are named, or one for the whole project. */
function grantLines(settings: Settings): { scoped: boolean; lines: string[] } {
  const onRepository = (repository: string, location: string) =>
    `gcloud artifacts repositories add-iam-policy-binding ${repository} --location=${location} --project={project} --member=serviceAccount:{account} ${role}`;
  if (serviceOf(settings) === "gcr") {
    const lines = listSetting(settings, "gcrHosts").map((host) =>
      onRepository(host, gcrLocations.get(host) ?? "us"),
    );
    if (lines.length > 0) return { scoped: true, lines };
  }
  const locations = listSetting(settings, "locations").filter((location) => location !== "*");
  const repositories = listSetting(settings, "repositories");
  if (repositories.length > 0 && locations.length > 0) {
    const lines = repositories.flatMap((name) =>
      locations.map((location) => onRepository(name, location)),
    );
    return { scoped: true, lines };
  }
  return {
    scoped: false,
    lines: [
      `gcloud projects add-iam-policy-binding {project} --member=serviceAccount:{account} ${role} --condition=None`,
    ],
  };
}

function gapsOf(settings: Settings): Gaps {
  const project = textSetting(settings, "projectId");
  return {
    project: { field: "projectId", label: "project", value: project },
    account: {
      field: "projectId",
      label: "service account",
      value: project === "" ? "" : `berth-pull@${accountDomain(project)}`,
    },
  };
}
