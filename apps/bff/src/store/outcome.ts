/** What a command answers: that it was done, or why it was refused. A refusal leaves nothing changed. */
export type Ok<Value = object> = { ok: true } & Value;
export type Refused<Reason extends string, Value = object> = { ok: false; reason: Reason } & Value;

export type NotFound = Refused<"not_found">;
