/** The product's name at the place where `index.html` has painted it. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-body font-semibold">
      <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
        <rect width="32" height="32" rx="7" className="fill-accent" />
        <g
          fill="none"
          className="stroke-on-accent"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="M11 7v18M11 11h7a4.5 4.5 0 0 1 0 9h-7M7 25h18" />
        </g>
      </svg>
      Berth
    </span>
  );
}
