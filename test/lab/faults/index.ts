import type { Fault } from '../fault.ts';
import { main } from './main.ts';

export const faults: readonly Fault[] = [...main];
