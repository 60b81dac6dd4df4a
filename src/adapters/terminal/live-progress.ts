import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Progress } from '../../domain/diagnosis/progress.ts';
import { stageTitles } from '../../domain/stages/stage-id.ts';
import { fit } from './printable.ts';
import { paint, type Style } from './style.ts';
import { stageWords, statusWords } from './words.ts';

/** Shows a running diagnosis on a terminal, a line a step. */
export interface LiveProgress {
  progressed(host: string, progress: Progress): void;
  finished(diagnosis: Diagnosis): void;
}

const stepText = (progress: Progress, style: Style): string => {
  if (progress.kind === 'waiting') return `waiting for ${fit(progress.waitsFor, 60)}`;
  if (progress.kind === 'connecting') return 'connecting over SSH';
  if (progress.kind === 'connected') return 'connected, reading the mail path';
  const word = stageWords[progress.status];
  return `${paint(style, word.tone, word.text.padEnd(8))} ${stageTitles[progress.stage]}`;
};

/** For one host every step is a line; for several only the end of each, or the lines would mix. */
export const createLiveProgress = (count: number, style: Style, write: (text: string) => void): LiveProgress => {
  let done = 0;
  return {
    progressed: (host, progress) => {
      if (count !== 1) return;
      const summary =
        progress.kind === 'stage' ? `  ${paint(style, 'quiet', fit(progress.summary, style.width - 45))}` : '';
      write(`${fit(host, 20)}  ${stepText(progress, style)}${summary}\n`);
    },
    finished: ({ host, status, seconds }) => {
      done += 1;
      if (count === 1) return write('\n');
      const word = statusWords[status];
      write(`${done}/${count}  ${fit(host, 30)}  ${paint(style, word.tone, word.text)}  ${seconds.toFixed(1)} s\n`);
    },
  };
};
