const groups: readonly {
  title: string;
  keys: readonly (readonly [keys: string, does: string])[];
}[] = [
  {
    title: "Everywhere",
    keys: [
      ["Ctrl K or ⌘ K", "Search pages and registries, or paste an image"],
      ["?", "This list"],
      ["g r", "Go to Registries"],
      ["g e", "Go to Explain an image"],
      ["g p", "Go to Pull activity"],
      ["g x", "Go to Expiry"],
      ["g a", "Go to the audit log"],
    ],
  },
  {
    title: "Lists",
    keys: [
      ["/", "Search"],
      ["f", "Filters"],
      ["j, k or ↓, ↑", "Next and previous row"],
      ["Enter", "Open the row"],
      [".", "Actions of the row"],
      ["[ and ]", "Previous and next page"],
      ["v", "Check the registry of the row"],
    ],
  },
  {
    title: "A registry and its checks",
    keys: [
      ["v", "Check now"],
      ["1 to 6", "Tabs"],
      ["e", "Edit the name"],
      ["r", "Run a check again"],
      ["x", "Open all evidence"],
      ["c", "Copy the report"],
    ],
  },
  {
    title: "Setup, tester and explain",
    keys: [
      ["Ctrl Enter or ⌘ Enter", "Continue"],
      ["↑, ↓", "Next and previous image"],
      ["Alt Enter", "Apply the fix"],
      ["n", "Show patterns that didn't match"],
      ["m", "Copy as Markdown"],
    ],
  },
];

/** Every key of the console; those of one key can be turned off on the account page. */
export function ShortcutList() {
  return (
    <div className="space-y-5">
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <h3 className="font-semibold">{title}</h3>
          <dl className="mt-1 grid grid-cols-[minmax(min(7rem,40%),auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
            {keys.map(([key, does]) => (
              <div key={does} className="contents">
                <dt className="font-mono text-table">{key}</dt>
                <dd className="wrap-anywhere text-muted">{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
