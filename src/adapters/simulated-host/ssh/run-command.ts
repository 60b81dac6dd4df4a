import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { ServerChannel } from 'ssh2';
import { intoHost, outOfHost, wholeLines } from './paths.ts';

/** One command that runs on a simulated host. */
export interface RunningCommand {
  readonly ended: Promise<void>;
  kill(): void;
}

/** A command that outlives its channel is ended after this time; a real host would leave it to its own watchdog. */
const afterHangUpMs = 10_000;

/** Runs `command` with the machine's own `sh` inside the host's directory and joins it to the channel. */
export const runCommand = (command: string, channel: ServerChannel, root: string): RunningCommand => {
  const child = spawn('/bin/sh', ['-c', intoHost(root, command)], {
    cwd: root,
    env: { PATH: `${root}/usr/bin`, HOME: root, LOGNAME: 'mailops', SIMULATED_ROOT: root },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
    }
  };

  const lines = wholeLines();
  channel.on('data', (piece: Buffer) =>
    child.stdin.write(intoHost(root, lines.push(piece.toString('latin1'))), 'latin1'),
  );
  channel.on('end', () => child.stdin.end(intoHost(root, lines.end()), 'latin1'));
  // The shell may be gone before the client has said everything.
  child.stdin.on('error', () => child.stdin.destroy());

  const pipe = (from: NodeJS.ReadableStream, to: NodeJS.WritableStream): void => {
    const decoder = new StringDecoder('latin1');
    const strip = outOfHost(root);
    from.on('data', (piece: Buffer) => to.write(Buffer.from(strip.push(decoder.write(piece)), 'latin1')));
    from.on('end', () => to.write(Buffer.from(strip.end(), 'latin1')));
  };
  pipe(child.stdout, channel);
  pipe(child.stderr, channel.stderr);

  let hangUp: NodeJS.Timeout | undefined;
  channel.on('close', () => {
    child.stdin.end();
    hangUp = setTimeout(kill, afterHangUpMs).unref();
  });
  channel.on('error', kill);

  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      channel.stderr.write(`cannot start sh: ${error.message}\n`);
      channel.exit(126);
      channel.end();
      resolve();
    });
    child.on('close', (code, signal) => {
      clearTimeout(hangUp);
      if (signal !== null) channel.exit(signal.replace(/^SIG/, ''), false, '');
      else channel.exit(code ?? 1);
      channel.end();
      resolve();
    });
  });
  return { ended, kill };
};
