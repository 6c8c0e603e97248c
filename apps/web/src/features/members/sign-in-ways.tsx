import type { MemberView } from "@berth/api-contract";

type SignIn = NonNullable<MemberView["signIn"]>;

const firstWords: Record<SignIn["first"][number], string> = {
  password: "password",
  "single-sign-on": "single sign-on",
};
const secondWords: Record<SignIn["second"][number], string> = {
  app: "app",
  passkey: "passkey",
};

/** How somebody proves who they are: "Password and app". */
export function SignInWays({ signIn }: Pick<MemberView, "signIn">) {
  if (signIn === null) return null;
  const first = signIn.first.map((way) => firstWords[way]).join(" or ");
  const second = signIn.second.map((way) => secondWords[way]).join(" or ");
  if (first === "") return <span className="text-muted">No way in</span>;
  const comma = signIn.first.length > 1 ? "," : "";
  return (
    <>
      {first.charAt(0).toUpperCase() + first.slice(1)}
      {second === "" ? (
        <span className="text-muted">, no second factor</span>
      ) : (
        `${comma} and ${second}`
      )}
    </>
  );
}
