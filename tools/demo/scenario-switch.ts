import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { scenarios, type FakeRegistry } from "@berth/fake-registries";

/**
 * Lets a curious developer put any scenario over a running fake: `GET /` lists them,
 * `PUT /<registry>/<scenario>` plays one, `DELETE /<registry>` ends it. Loopback only.
 */
export async function startScenarioSwitch(
  port: number,
  fakes: ReadonlyMap<string, FakeRegistry>,
): Promise<Server> {
  const server = createServer((request, response) => {
    const [, name = "", scenario = ""] = (request.url ?? "").split("/");
    const { status, text } = answer(fakes, request.method ?? "", name, scenario);
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
    response.end(`${text}\n`);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function answer(
  fakes: ReadonlyMap<string, FakeRegistry>,
  method: string,
  name: string,
  scenario: string,
): { status: number; text: string } {
  if (method === "GET") return { status: 200, text: listOf(fakes) };
  const fake = fakes.get(name);
  if (fake === undefined) return { status: 404, text: `No registry ${name}; GET / lists them.` };
  if (method === "DELETE") {
    fake.play(null);
    return { status: 200, text: `${name} behaves again.` };
  }
  if (method !== "PUT") return { status: 405, text: "GET, PUT or DELETE." };
  if (!scenarios.some((known) => known.name === scenario)) {
    return { status: 404, text: `No scenario ${scenario}; GET / lists them.` };
  }
  fake.play(scenario);
  return { status: 200, text: `${name} plays ${scenario} until DELETE /${name}.` };
}

function listOf(fakes: ReadonlyMap<string, FakeRegistry>): string {
  return [
    "Registries:",
    ...[...fakes].map(([name, { dialect }]) => `  ${name} (${dialect})`),
    "Scenarios:",
    ...scenarios.map(({ name, about }) => `  ${name}: ${about}`),
  ].join("\n");
}
