/** Settings of a host that an imported file tells; what it does not tell is absent. The keys are those of stuckmail.yaml. */
export interface Settings {
  readonly address?: string;
  readonly port?: number;
  readonly user?: string;
  readonly identityFile?: string;
  readonly become?: 'none' | 'sudo';
  /** Name of another found host. */
  readonly jump?: string;
  readonly aliases?: readonly string[];
  readonly groups?: readonly string[];
}

/** A line of a file; counts from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface FoundHost {
  readonly name: string;
  readonly place: Place;
  readonly settings: Settings;
  /** No file has it as a host: it is there because another host is reached over it. */
  readonly onlyJump?: true;
}

/** Something that is not taken over, and why. */
export interface LeftOut {
  readonly place: Place;
  /** What: a host, a group, a setting. */
  readonly what: string;
  readonly why: string;
}

/** What files hold. Names may still clash with each other or not fit stuckmail.yaml; the plan sees to that. */
export interface Found {
  readonly hosts: readonly FoundHost[];
  readonly leftOut: readonly LeftOut[];
}

/** A value of an imported file as a message shows it. */
export const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);
