import type { PostTools } from './post-once.ts';
import { SlackRefused, SlackUnavailable } from './slack-trouble.ts';
import { sleep } from './timing.ts';

export interface TextFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export interface PictureFile {
  readonly name: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  /** What the picture shows, for those who do not see it. */
  readonly altText: string;
}

type FileTools = Pick<PostTools, 'caller' | 'timing' | 'signal'>;

/** A call that may be repeated without harm, until it is answered. */
const callUntilDone = async (
  { caller, timing, signal }: FileTools,
  method: string,
  args: Record<string, unknown>,
  until: number,
): Promise<Readonly<Record<string, unknown>>> => {
  for (let backoff = timing.backoffMs; ; backoff = Math.min(backoff * 2, timing.backoffMostMs)) {
    if (!(await caller.freeBy(method, until))) throw new SlackUnavailable(`Slack asks to wait too long with ${method}`);
    const outcome = await caller.call(method, args);
    if (outcome.kind === 'done') return outcome.data;
    if (outcome.kind === 'refused') throw new SlackRefused(method, outcome.error, outcome.cause);
    if (outcome.kind === 'limited') continue;
    if (signal.aborted || Date.now() + backoff > until)
      throw new SlackUnavailable(`Slack did not take a file (${method})`, outcome.cause);
    await sleep(backoff, signal);
  }
};

/** Sends the bytes to the place Slack named; a file that is not completed is seen by nobody. */
const sendBytes = async (url: string, bytes: Uint8Array, timeoutMs: number): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) throw new SlackUnavailable(`Slack did not take the bytes of a file: HTTP ${answer.status}`);
};

/** Brings a file to Slack, unseen. Resolves with its id. */
export const sendFile = async (tools: FileTools, file: TextFile | PictureFile, until: number): Promise<string> => {
  const bytes = 'bytes' in file ? file.bytes : Buffer.from(file.text, 'utf8');
  const alt = 'altText' in file ? { alt_txt: file.altText.slice(0, 1000) } : {};
  const asked = { filename: file.name, length: bytes.length, ...alt };
  const place = await callUntilDone(tools, 'files.getUploadURLExternal', asked, until);
  await sendBytes(String(place['upload_url']), bytes, tools.timing.callMs);
  return String(place['file_id']);
};

/**
 * Keeps a picture in Slack without showing it to anybody; a message shows it by its id. A second try leaves a picture that
 * nobody sees. Resolves with the id.
 */
export const keepPicture = async (tools: FileTools, file: PictureFile): Promise<string> => {
  const until = Date.now() + tools.timing.giveUpMs;
  const id = await sendFile(tools, file, until);
  await callUntilDone(tools, 'files.completeUploadExternal', { files: [{ id, title: file.title }] }, until);
  return id;
};
