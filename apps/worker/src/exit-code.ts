/** What the process ends with. The numbers are part of the interface: scripts test for them. */
export const exitCode = {
  ok: 0,
  internal: 1,
  usage: 2,
  refused: 3,
  pullFailed: 4,
  berthUnreachable: 5,
  tokenRejected: 6,
  engineMissing: 7,
  found: 8,
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The table that `--help` prints. */
export const exitCodeHelp = `Exit codes:
    0  done
    1  a fault in berth-worker itself
    2  wrong arguments or settings
    3  Berth refused the pull
    4  the pull failed, or check can't read the image
    5  Berth can't be reached, doesn't answer as Berth, or can't reach the registry at the moment
    6  Berth rejected the worker token, or it may not be used for this or from here
    7  the engine that should pull is missing
    8  scan, doctor or kubelet-config found what its help names
  129  hung up, 130 interrupted, 143 terminated`;
