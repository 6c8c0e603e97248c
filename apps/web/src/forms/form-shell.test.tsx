import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { ApiError } from "#src/api/errors.ts";
import { SecretField, TextField } from "./fields.tsx";
import { FormShell } from "./form-shell.tsx";
import { useZodForm } from "./use-zod-form.ts";

const schema = z.object({
  name: z.string().min(1, "Give it a name."),
  secret: z.string().min(1, "Paste the secret."),
});
type Values = z.infer<typeof schema>;

function Example({ onSubmit }: { onSubmit: (values: Values) => Promise<void> }) {
  const form = useZodForm(schema, { name: "", secret: "" });
  return (
    <FormShell form={form} onSubmit={onSubmit} submit="Save registry" submitting="Saving…">
      <TextField name="name" label="Name" />
      <SecretField name="secret" label="Secret access key" />
    </FormShell>
  );
}

function refusal(issues: { path: string; message: string }[], message = "No.") {
  return new ApiError({ status: 422, code: "validation_failed", message, issues });
}

function setUp(onSubmit = vi.fn<(values: Values) => Promise<void>>(async () => undefined)) {
  render(<Example onSubmit={onSubmit} />);
  return {
    onSubmit,
    user: userEvent.setup(),
    save: () => screen.getByRole("button", { name: "Save registry" }),
    name: () => screen.getByLabelText("Name"),
    secret: () => screen.getByLabelText<HTMLInputElement>("Secret access key"),
    summary: () => screen.findByRole("region", { name: "There is a problem" }),
  };
}

describe("FormShell", () => {
  afterEach(() => {
    cleanup();
    document.title = "";
  });

  test("shows every error at once, moves the focus to the summary and says Error in the title", async () => {
    document.title = "Add a registry – Berth";
    const { user, save, summary, onSubmit } = setUp();
    await user.click(save());
    const box = await summary();
    await waitFor(() => expect(document.activeElement).toBe(box));
    expect(
      within(box)
        .getAllByRole("link")
        .map((link) => link.textContent),
    ).toEqual(["Give it a name.", "Paste the secret."]);
    expect(document.title).toMatch(/^Error: /);
    expect(onSubmit).not.toHaveBeenCalled();
  });

  test("a line of the summary leads to its field, which carries the same words", async () => {
    const { user, save, summary, secret } = setUp();
    await user.click(save());
    await user.click(within(await summary()).getByRole("link", { name: "Paste the secret." }));
    expect(document.activeElement).toBe(secret());
    expect(secret().getAttribute("aria-invalid")).toBe("true");
    const described = secret().getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(described.split(" ")[0] ?? "")?.textContent).toBe(
      "Error: Paste the secret.",
    );
  });

  test("does not complain before the first submit, and checks a field when it is left after it", async () => {
    const { user, save, name, summary } = setUp();
    await user.click(name());
    await user.tab();
    expect(screen.queryByText("Give it a name.")).toBeNull();
    await user.click(save());
    await summary();
    await user.type(name(), "ECR prod");
    await user.tab();
    await waitFor(() => expect(screen.queryByText("Give it a name.")).toBeNull());
  });

  test("puts a refusal of the server on the field it names, and keeps everything typed", async () => {
    const { user, save, name, secret, summary } = setUp(
      vi.fn<(values: Values) => Promise<void>>(async () => {
        throw refusal([{ path: "name", message: "Another registry has this name." }]);
      }),
    );
    await user.type(name(), "ECR prod");
    await user.type(secret(), "abc");
    await user.click(save());
    const box = await summary();
    expect(within(box).getByRole("link", { name: "Another registry has this name." })).toBeTruthy();
    expect(secret().value).toBe("abc");
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("ECR prod");
  });

  test("what the server said about a value stands while the value does, and goes when it changes", async () => {
    const { user, save, name, secret, summary } = setUp(
      vi.fn<(values: Values) => Promise<void>>(async () => {
        throw refusal([{ path: "name", message: "Another registry has this name." }]);
      }),
    );
    await user.type(secret(), "abc");
    await user.type(name(), "ECR prod{Enter}");
    await summary();
    await user.click(name());
    await user.tab();
    expect(screen.getAllByText("Another registry has this name.").length).toBeGreaterThan(0);
    await user.type(name(), " 2");
    await user.tab();
    await waitFor(() => expect(screen.queryByText("Another registry has this name.")).toBeNull());
    expect(save()).toBeTruthy();
  });

  test("drops nothing that the server said: an issue about no field of the form is a line of the summary", async () => {
    const { user, save, name, secret, summary } = setUp(
      vi.fn<(values: Values) => Promise<void>>(async () => {
        throw refusal([{ path: "patterns.3", message: "The fourth pattern is taken." }]);
      }),
    );
    await user.type(name(), "a");
    await user.type(secret(), "b");
    await user.click(save());
    const box = await summary();
    expect(box.textContent).toContain("The fourth pattern is taken.");
    expect(within(box).queryByRole("link")).toBeNull();
  });

  test("trouble on the way is no complaint about the form: it says that nothing was saved, with the request id", async () => {
    const { user, save, name, secret } = setUp(
      vi.fn<(values: Values) => Promise<void>>(async () => {
        throw new ApiError({
          status: 500,
          code: "internal",
          message: "It broke.",
          requestId: "r-1",
        });
      }),
    );
    await user.type(name(), "a");
    await user.type(secret(), "b");
    await user.click(save());
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Nothing was saved");
    expect(alert.textContent).toContain("r-1");
    expect(screen.queryByText("There is a problem")).toBeNull();
  });

  test("sends once, however often the button is pressed while it runs", async () => {
    let finish: () => void = () => undefined;
    const { user, name, secret, save, onSubmit } = setUp(
      vi.fn<(values: Values) => Promise<void>>(() => new Promise((resolve) => (finish = resolve))),
    );
    await user.type(name(), "a");
    await user.type(secret(), "b");
    await user.click(save());
    const busy = await screen.findByRole("button", { name: "Saving…" });
    expect(busy.hasAttribute("disabled")).toBe(false);
    await user.click(busy);
    await user.click(busy);
    finish();
    await screen.findByRole("button", { name: "Save registry" });
    expect(onSubmit).toHaveBeenCalledOnce();
  });
});

describe("a press on a button of the form", () => {
  afterEach(cleanup);

  test("leaves the focus in the field, so that nothing moves before the click counts", async () => {
    const { user, name, save } = setUp();
    await user.click(save());
    await user.click(name());
    await user.pointer({ keys: "[MouseLeft>]", target: save() });
    expect(document.activeElement).toBe(name());
    expect(screen.getByRole("region", { name: "There is a problem" })).toBeTruthy();
  });
});

describe("SecretField", () => {
  afterEach(cleanup);

  test("is masked, takes a text of any length, and keeps browsers from filling in a saved login", () => {
    const { secret } = setUp();
    expect(secret().type).toBe("password");
    expect(secret().hasAttribute("maxlength")).toBe(false);
    expect(secret().getAttribute("autocomplete")).toBe("new-password");
    expect(secret().getAttribute("spellcheck")).toBe("false");
    expect(secret().getAttribute("autocapitalize")).toBe("off");
  });

  test("shows the secret by a button named after it, and masks it again on submit", async () => {
    const { user, secret, save } = setUp();
    await user.type(secret(), "hunter2");
    await user.click(screen.getByRole("button", { name: "Show secret access key" }));
    expect(secret().type).toBe("text");
    expect(screen.getByRole("button", { name: "Hide secret access key" })).toBeTruthy();
    await user.click(save());
    await waitFor(() => expect(secret().type).toBe("password"));
  });

  test("hands over what was pasted byte by byte", async () => {
    const { user, name, secret, save, onSubmit } = setUp();
    await user.type(name(), "a");
    await user.click(secret());
    await user.paste("  p@ss'\"\\{} é ");
    await user.click(save());
    await waitFor(() => expect(onSubmit).toHaveBeenCalledOnce());
    expect(onSubmit.mock.calls[0]?.[0].secret).toBe("  p@ss'\"\\{} é ");
  });
});
