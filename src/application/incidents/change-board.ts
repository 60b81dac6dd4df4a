import { type Board, emptyBoard } from '../../domain/incident/incident.ts';
import type { Collection } from '../ports/collection.ts';

type Step = (board: Board) => Board;

interface Waiting {
  readonly step: Step;
  readonly resolve: (board: Board) => void;
  readonly reject: (error: unknown) => void;
}

/** An unchanged empty board is not written. */
const orNothing = (before: Board | undefined, after: Board): Board | undefined =>
  before === undefined && after === emptyBoard ? undefined : after;

/**
 * Changes the one board. What comes while a change is being written is written together with the next one, so that fifty hosts that fail in
 * the same second cost a few writes and do not get in each other's way. A step that throws rejects its own caller only.
 */
export const buildChangeBoard = (boards: Collection<Board>, id: string): ((step: Step) => Promise<Board>) => {
  const waiting: Waiting[] = [];
  let writing = false;

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    let refused = new Map<Waiting, unknown>();
    const kept = await boards.change(id, (before) => {
      // Begun anew for a newer board when another process was quicker.
      refused = new Map();
      let board = before ?? emptyBoard;
      for (const each of batch)
        try {
          board = each.step(board);
        } catch (error) {
          refused.set(each, error);
        }
      return orNothing(before, board);
    });
    for (const each of batch)
      if (refused.has(each)) each.reject(refused.get(each));
      else each.resolve(kept ?? emptyBoard);
  };

  const writeAll = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0);
      try {
        await write(batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  };

  return (step) =>
    new Promise((resolve, reject) => {
      waiting.push({ step, resolve, reject });
      if (!writing) void writeAll();
    });
};
