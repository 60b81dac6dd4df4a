import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DrawHistory } from '../../application/ports/draw-history.ts';

/** A picture takes about a second; a busy machine ten times as long. */
const limitMs = 120_000;

const program = fileURLToPath(
  new URL(`./draw-program${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

type Answer = { readonly png: Uint8Array } | { readonly problem: string };

const drawOne: DrawHistory = (entries, request) =>
  new Promise((resolve, reject) => {
    // It draws and needs nothing of the environment, least of all the tokens.
    const child = fork(program, { env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the picture was not drawn within ${limitMs / 1000} s`));
    }, limitMs);
    child.once('message', (answer: Answer) => {
      if ('png' in answer) resolve(answer.png);
      else reject(new Error(`the picture can not be drawn: ${answer.problem}`));
      child.kill();
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`the picture was not drawn: its process ended with ${signal ?? code}`));
    });
    child.send({ entries, request }, (error) => {
      if (error !== null) reject(error);
    });
  });

/**
 * Draws in a process that ends with the picture: a bot has three seconds for an acknowledgement, so nothing may hold up its event loop, and
 * what draws takes 200 MB that nobody needs afterwards. One picture at a time.
 */
export const createDrawer = (): DrawHistory => {
  let before: Promise<unknown> = Promise.resolve();
  return (entries, request) => {
    const drawn = before.then(() => drawOne(entries, request));
    before = drawn.catch(() => undefined);
    return drawn;
  };
};
