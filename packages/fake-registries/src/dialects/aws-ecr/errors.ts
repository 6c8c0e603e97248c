/** An error of the ECR API, in the form of AWS's JSON protocol. */
export function apiError(status: number, type: string, message: string): Response {
  return new Response(JSON.stringify({ __type: type, message }), {
    status,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": requestId,
    },
  });
}

/** An error of STS, in the form of AWS's query protocol. */
export function stsError(status: number, code: string, message: string): Response {
  const text = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return xml(
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    status,
  );
}

export function xml(text: string, status = 200): Response {
  return new Response(text, { status, headers: { "content-type": "text/xml" } });
}

export const requestId = "00000000-0000-4000-8000-000000000000";
