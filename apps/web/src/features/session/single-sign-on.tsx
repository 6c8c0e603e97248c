import { useMutation, useQuery } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { signInOptionsQuery } from "#src/api/sign-in-options.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { Button } from "#src/ui/button.tsx";

/** The button that leads to the identity provider; nothing where there is none. */
export function SingleSignOn({ returnTo }: { returnTo: string | null }) {
  const { data } = useQuery(signInOptionsQuery);
  const start = useMutation({
    mutationFn: () => call("POST /sign-in/single-sign-on", { body: { returnTo } }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (!data?.singleSignOn) return null;
  return (
    <div className="mb-6 space-y-6">
      <FailurePanel title="The sign-in did not begin." error={start.error} />
      <Button
        variant="primary"
        busy={(start.isPending || start.isSuccess) && "Going there…"}
        onClick={() => start.mutate()}
      >
        Sign in with {data.singleSignOn.name}
      </Button>
      <p className="border-t border-divider pt-6 text-muted">
        Or with your e-mail address and a password of Berth:
      </p>
    </div>
  );
}
