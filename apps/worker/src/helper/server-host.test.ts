import { expect, test } from "vitest";
import { serverHost, serverOf } from "./server-host.ts";

test.each([
  ["https://index.docker.io/v1/", "docker.io"],
  ["docker.io", "docker.io"],
  ["reg.example.com", "reg.example.com"],
  ["https://REG.example.com/v2/", "reg.example.com"],
  ["reg.example.com:443", "reg.example.com"],
  ["127.0.0.1:5000", "127.0.0.1:5000"],
  ["http://localhost:5000", "localhost:5000"],
  ["", null],
  ["https://", null],
  ["two words", null],
])("%s is %s", (server, host) => expect(serverHost(server)).toBe(host));

test("Docker Hub is written as Docker writes it", () => {
  expect(serverOf("docker.io")).toBe("https://index.docker.io/v1/");
  expect(serverOf("reg.example.com:5000")).toBe("reg.example.com:5000");
});
