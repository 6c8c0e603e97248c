/** Something runs. Decorative; the words beside it say what. It stands still where motion is unwanted. */
export function Spinner({ className = "" }: { className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="1rem"
      height="1rem"
      fill="none"
      aria-hidden="true"
      className={`animate-turn shrink-0 motion-reduce:animate-none ${className}`}
    >
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
