import type { HostState } from '../host-state.ts';

/** What files are written from. */
export interface FileContext {
  /** Short name of the host. */
  readonly name: string;
  /** Directory that stands for `/`: absolute paths inside files have it in front. */
  readonly root: string;
  readonly now: Date;
  readonly state: HostState;
  /** Certificate of the practice relay's authority, PEM. */
  readonly authority: string;
  /** Where on loopback the practice relay (TCP) and the practice name server (UDP) are. */
  readonly ports: { readonly relay: number; readonly names: number };
}

/** One file of a simulated host; `path` begins with `/`. */
export interface HostFile {
  readonly path: string;
  readonly text: string;
  readonly mode?: number;
  readonly minutesOld?: number;
}

export const domain = 'corp.example';
export const fullName = (context: FileContext): string => `${context.name}.${domain}`;
