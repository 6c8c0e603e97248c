/** The name that is looked up; an `ImageScan` is one. */
export interface LookupName {
  readonly text: string;
  readonly prefix: string;
  readonly prefixLength: number;
  readonly hostLength: number;
  readonly pathStart: number;
  readonly pathEnd: number;
  readonly end: number;
  readonly count: number;
  readonly ends: Int32Array;
  readonly hashes: Int32Array;
}
