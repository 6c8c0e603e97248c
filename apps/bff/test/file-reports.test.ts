import type { FileReportInput } from "@berth/api-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org } from "./support/registry.ts";
import { personId } from "./support/worker.ts";
import { reportedImage } from "./support/reported-image.ts";

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
});
afterAll(() => acme.close());

const body: FileReportInput = {
  name: "compose.yaml",
  kind: "compose",
  project: null,
  images: [reportedImage("quay.io/acme/app:1"), reportedImage("redis:7")],
};

test("support keeps a report, an admin opens it and deletes it, and both stand in the log", async () => {
  const support = await acme.as("support");
  const admin = await acme.as("admin");
  const { report } = await support.ok("POST /organizations/{org}/file-reports", {
    params: org,
    body,
  });
  expect(report).toMatchObject({ ...body, imageCount: 2, createdBy: { name: "support" } });
  const params = { ...org, id: report.id };
  expect(await admin.ok("GET /organizations/{org}/file-reports/{id}", { params })).toEqual({
    report,
  });
  const { reports } = await admin.ok("GET /organizations/{org}/file-reports", { params: org });
  expect(reports).toEqual([
    {
      id: report.id,
      name: body.name,
      kind: body.kind,
      imageCount: 2,
      createdAt: report.createdAt,
      createdBy: report.createdBy,
    },
  ]);
  await admin.ok("DELETE /organizations/{org}/file-reports/{id}", { params });
  const gone = await admin.send(
    "GET",
    `/api/v1/organizations/${org.org}/file-reports/${report.id}`,
    {},
  );
  expect(gone.status).toBe(404);
  const actions = acme.rows("select action from audit_event where action like 'file-report.%'");
  expect(actions.map(({ action }) => action)).toEqual(["file-report.create", "file-report.delete"]);
});

test("a member opens reports of their own projects alone, and keeps none", async () => {
  const member = await acme.as("member");
  const memberId = await personId(member);
  const project = async (name: string, memberIds: string[]) =>
    (
      await acme.owner.ok("POST /organizations/{org}/projects", {
        params: org,
        body: { name, owner: { kind: "organization" }, memberIds },
      })
    ).project.id;
  const [own, other] = [await project("own", [memberId]), await project("other", [])];
  const statuses: number[] = [];
  for (const of of [own, other, null]) {
    const { report } = await acme.owner.ok("POST /organizations/{org}/file-reports", {
      params: org,
      body: { ...body, project: of },
    });
    const path = `/api/v1/organizations/${org.org}/file-reports/${report.id}`;
    statuses.push((await member.send("GET", path, {})).status);
    await acme.owner.ok("DELETE /organizations/{org}/file-reports/{id}", {
      params: { ...org, id: report.id },
    });
  }
  expect(statuses).toEqual([200, 404, 404]);
  const kept = await member.send("POST", `/api/v1/organizations/${org.org}/file-reports`, { body });
  expect(kept.status).toBe(403);
});

test("a project of nobody and a report without images are refused", async () => {
  const send = (sent: object) =>
    acme.owner.send("POST", `/api/v1/organizations/${org.org}/file-reports`, { body: sent });
  expect((await send({ ...body, project: "prj_none" })).status).toBe(404);
  expect((await send({ ...body, images: [] })).status).toBe(422);
});
