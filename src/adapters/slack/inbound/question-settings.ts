import { type Vocabulary, wholeVocabulary } from '../../../domain/question/lexicon.ts';

/** How questions are heard and answered. */
export interface QuestionSettings {
  readonly vocabulary: Vocabulary;
  /** What a plain question in a listened channel gets: a private offer, or the check in its thread at once. */
  readonly answer: 'offer' | 'thread';
  /** So long a channel is not answered again about the same host. */
  readonly cooldownMs: number;
}

export const defaultQuestions: QuestionSettings = {
  vocabulary: wholeVocabulary,
  answer: 'offer',
  cooldownMs: 10 * 60_000,
};
