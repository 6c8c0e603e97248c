import type { SecondStep } from "@berth/api-contract";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { ApiError, type ApiErrorCode } from "#src/api/errors.ts";
import { createQueryClient } from "#src/api/query-client.ts";
import { SecondStepForm } from "./second-step-form.tsx";

afterEach(cleanup);

const words = "This code can't be used.";

/** Refuses each code in turn with one of `codes`. */
function show(...codes: ApiErrorCode[]) {
  const sent: SecondStep[] = [];
  const failed: unknown[] = [];
  render(
    <QueryClientProvider client={createQueryClient()}>
      <SecondStepForm
        ask={{ app: true, passkey: null }}
        verb="Confirm"
        busy="Confirming…"
        send={(step) => {
          sent.push(step);
          const code = codes.shift();
          if (code === undefined) return Promise.resolve();
          return Promise.reject(new ApiError({ status: 401, code, message: words }));
        }}
        onFailed={(error) => failed.push(error)}
      />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), sent, failed };
}

const code = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Code" });

test("a code that is missing or refused is said at its field, and above with a way there", async () => {
  const { user, sent } = show("second_factor_failed");
  await user.click(screen.getByRole("button", { name: "Confirm" }));
  expect(screen.getAllByText("Enter the code that your app shows.")).toHaveLength(2);
  expect(sent).toEqual([]);
  await user.type(code(), " 123456 {Enter}");
  await user.click(await screen.findByRole("link", { name: words }));
  expect(document.activeElement).toBe(code());
  expect(code().getAttribute("aria-invalid")).toBe("true");
  await user.keyboard("{Enter}");
  await expect.poll(() => screen.queryByText(words)).toBeNull();
  expect(sent).toEqual([{ code: "123456" }, { code: "123456" }]);
  expect(document.title).not.toContain("Error");
});

test("what another try may mend stays in the form; the rest is handed over", async () => {
  const { user, failed } = show("unreachable", "rate_limited", "not_found");
  for (const round of [1, 2]) {
    await user.type(code(), `${round}{Enter}`);
    await screen.findByRole("link", { name: words });
    expect(failed).toEqual([]);
  }
  await user.type(code(), "3{Enter}");
  await expect.poll(() => failed).toHaveLength(1);
});
