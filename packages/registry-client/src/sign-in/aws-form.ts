import type { Sent } from "../check/session.ts";
import { signPost, type AwsKeys, type ToSign } from "./aws-signature.ts";
import type { SignInContext } from "./sign-in.ts";

type FormCall = Pick<ToSign, "service" | "region" | "host"> & {
  keys: AwsKeys;
  nowMs: number;
  /** In this order. */
  form: Readonly<Record<string, string>>;
};

/** Calls a service of AWS's query protocol, which answers in XML. */
export async function postForm(send: SignInContext["send"], call: FormCall): Promise<Sent> {
  const { service, region, host, keys, nowMs } = call;
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(call.form)) fields.append(name, value);
  const body = fields.toString();
  const signed = await signPost({
    service,
    region,
    host,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body,
    keys,
    nowMs,
  });
  return send({
    method: "POST",
    url: `https://${host}/`,
    bodyBytesMax: 64 * 1024,
    headers: signed.headers,
    authorization: { scheme: "other", value: signed.authorization },
    body,
  });
}

/** The text of the first element of this name; "" where there is none. Names, keys and instants need no unescaping. */
export function element(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<&\\s]{1,4096})</${name}>`).exec(xml)?.[1] ?? "";
}

/** The answer's XML; null where the call failed. */
export function xmlOf(sent: Sent): string | null {
  return sent.ok && sent.answer.status === 200
    ? new TextDecoder().decode(sent.response.body)
    : null;
}
