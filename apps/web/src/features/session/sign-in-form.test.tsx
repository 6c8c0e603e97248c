import type { PasskeyAsk } from "@berth/api-contract";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { createQueryClient } from "#src/api/query-client.ts";
import { type Refusal, stubApi } from "../../../test/stub-api.ts";
import { SignInForm } from "./sign-in-form.tsx";

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(navigator, "credentials");
  vi.unstubAllGlobals();
});

const ask = (challenge: string): PasskeyAsk => ({
  rpId: "berth.example.com",
  challenge,
  allowCredentials: [{ id: "a-credential", type: "public-key", transports: ["usb"] }],
  userVerification: "required",
  timeout: 1000,
});
const refusal = (code: Refusal["error"]["code"], challenge: string, app: boolean): Refusal => ({
  refused: 401,
  error: { code, message: "Not yet.", secondFactor: { app, passkey: ask(challenge) } },
});

async function signInUpToSecondStep({ app }: { app: boolean }) {
  const api = stubApi({
    "POST /sign-in": ({ body }) =>
      body.code === undefined && body.passkey === undefined
        ? refusal("second_factor_required", "Zmlyc3Q", app)
        : refusal("second_factor_failed", "c2Vjb25k", app),
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <SignInForm onSignedIn={() => undefined} />
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("E-mail"), "aino@example.com");
  await user.type(screen.getByLabelText("Password"), "correct horse");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  return { user, api };
}

test("a browser that knows no passkeys asks for a code at once, and names the kind there is", async () => {
  await signInUpToSecondStep({ app: false });
  await screen.findByText("One of your recovery codes.");
  expect(screen.queryByRole("button", { name: "Use a passkey" })).toBeNull();
});

test("each try at a passkey signs the newest challenge, and a code is one click away", async () => {
  const signed: string[] = [];
  vi.stubGlobal("PublicKeyCredential", () => undefined);
  Object.defineProperty(navigator, "credentials", {
    configurable: true,
    value: {
      get: ({ publicKey }: CredentialRequestOptions) => {
        signed.push(new TextDecoder().decode(publicKey?.challenge));
        const bytes = new Uint8Array([1, 2, 3]).buffer;
        return Promise.resolve({
          id: "a-credential",
          rawId: bytes,
          type: "public-key",
          getClientExtensionResults: () => ({}),
          response: { authenticatorData: bytes, clientDataJSON: bytes, signature: bytes },
        });
      },
    },
  });
  const { user, api } = await signInUpToSecondStep({ app: true });
  const use = await screen.findByRole("button", { name: "Use a passkey" });
  expect(document.activeElement).toBe(use);
  await user.click(use);
  await screen.findByText("Not yet.");
  await user.click(use);
  await vi.waitFor(() => expect(api.sent).toHaveLength(3));
  expect(signed).toEqual(["first", "second"]);
  expect(api.sent.at(-1)?.body).toMatchObject({
    email: "aino@example.com",
    password: "correct horse",
    passkey: { id: "a-credential", signature: "AQID" },
  });
  await user.click(await screen.findByRole("button", { name: "Use a code" }));
  expect(document.activeElement).toBe(screen.getByLabelText("Code"));
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  await screen.findAllByText("Enter the code that your app shows.");
});
