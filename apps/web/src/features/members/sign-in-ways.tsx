import type { MemberView } from "@berth/api-contract";

type SignIn = NonNullable<MemberView["signIn"]>;

const firstWords: Record<SignIn["first"][number], string> = { password: "Password" };
const secondWords: Record<SignIn["second"][number], string> = { app: "app" };

/** How somebody proves who they are: "Password and app". */
export function SignInWays({ signIn }: Pick<MemberView, "signIn">) {
  if (signIn === null) return null;
  const first = signIn.first.map((way) => firstWords[way]).join(" or ");
  const second = signIn.second.map((way) => secondWords[way]).join(" or ");
  return (
    <>
      {first}
      {second === "" ? <span className="text-muted">, no second factor</span> : ` and ${second}`}
    </>
  );
}
