#!/usr/bin/env node
import { scrubSecrets } from '../adapters/log/scrub.ts';
import { runCommandLine } from './run-command-line.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The second one ends the process at once.
    if (stop.signal.aborted) process.exit(130);
    stop.abort(new Error(`stopped by ${name}`));
  });
}
// A reader that went away (`stuckmail ... | head`) is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.on('unhandledRejection', (reason) => {
  const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  process.stderr.write(`stuckmail: unexpected error\n${scrubSecrets(text)}\n`);
  process.exit(70);
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
});
// Everything is closed by now; something that holds on all the same must not keep the process.
setTimeout(() => process.exit(), 3000).unref();
