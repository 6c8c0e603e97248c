/** What a colour may mean. Nothing is ever said by a colour alone. */
export type Tone = "success" | "warning" | "danger" | "info" | "neutral";

export const toneText: Record<Tone, string> = {
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  info: "text-info",
  neutral: "text-muted",
};

export const tonePanel: Record<Tone, string> = {
  success: "bg-success-bg text-success",
  warning: "bg-warning-bg text-warning",
  danger: "bg-danger-bg text-danger",
  info: "bg-info-bg text-info",
  neutral: "bg-inset text-muted",
};
