/** What the command line needs from the process around it; tests give their own. */
export interface Host {
  /** Folder that relative paths start from. */
  readonly folder: string;
  readonly standardOutput: (bytes: Uint8Array) => void;
  readonly standardError: (text: string) => void;
}
