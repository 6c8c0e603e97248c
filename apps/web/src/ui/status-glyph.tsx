/** The shapes differ in outline and filling, so that they survive a greyscale print. */
export type StatusShape =
  | "check-circle"
  | "octagon-x"
  | "clock-x"
  | "triangle-clock"
  | "triangle-alert"
  | "diamond-alert"
  | "dashed-circle"
  | "pause-square"
  | "half-ring"
  | "ring"
  | "slash-circle"
  | "question-circle";

/** A status shape of 16 px, and larger with larger text, always with a word beside it. */
export function StatusGlyph({ shape }: { shape: StatusShape }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="1rem"
      height="1rem"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      {drawings[shape]}
    </svg>
  );
}

const octagon = "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z";
const triangle = "M8 1.8 15 14H1z";

const drawings: Record<StatusShape, React.ReactNode> = {
  "check-circle": (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" />
      <path d="m5 8.2 2.1 2.1L11 6" className="stroke-canvas" />
    </>
  ),
  "octagon-x": (
    <>
      <path d={octagon} fill="currentColor" />
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" className="stroke-canvas" />
    </>
  ),
  "clock-x": (
    <>
      <path d="M14.2 7.2A6.3 6.3 0 1 0 8.6 14.2" />
      <path d="M8 4.6V8l-1.9 1.4M11 11l3.6 3.6m0-3.6L11 14.6" />
    </>
  ),
  "triangle-clock": (
    <>
      <path d={triangle} />
      <path d="M8 6.4v3l1.7 1.2" />
    </>
  ),
  "triangle-alert": (
    <>
      <path d={triangle} />
      <path d="M8 6.2v3.2M8 11.6v.1" />
    </>
  ),
  "diamond-alert": (
    <>
      <path d="M8 1.2 14.8 8 8 14.8 1.2 8z" />
      <path d="M8 5v3.4m0 2.3v.1" />
    </>
  ),
  "dashed-circle": <circle cx="8" cy="8" r="6.4" strokeDasharray="2.4 2.63" />,
  "pause-square": (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2.5" />
      <path d="M6.2 5.4v5.2M9.8 5.4v5.2" />
    </>
  ),
  "half-ring": (
    <>
      <circle cx="8" cy="8" r="6.4" strokeOpacity="0.35" />
      <path
        d="M8 1.6a6.4 6.4 0 0 1 0 12.8"
        strokeWidth="2"
        className="origin-center animate-turn motion-reduce:animate-none"
      />
    </>
  ),
  ring: <circle cx="8" cy="8" r="6.4" strokeOpacity="0.6" />,
  "slash-circle": (
    <>
      <circle cx="8" cy="8" r="6.4" />
      <path d="M5 8h6" />
    </>
  ),
  "question-circle": (
    <>
      <circle cx="8" cy="8" r="6.4" />
      <path d="M6.3 6.2a1.8 1.8 0 1 1 2.5 1.9c-.5.3-.8.6-.8 1.1M8 11.5v.1" />
    </>
  ),
};
