import type { Language } from '../language.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { spanish } from './spanish.ts';

/** A new language is a file like these and a line here. */
export const languages: readonly Language[] = [english, german, french, spanish];
