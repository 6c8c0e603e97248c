/** One line of a bench. */
export type BenchResult = {
  name: string;
  value: number;
  /** Absent where the figure is only reported. */
  limit?: number;
  unit: string;
  pass: boolean;
};
