const startsHeader =
  /^(?:From \S+ |Return-Path:|Received:|Delivered-To:|X-Original-To:|Message-ID:|Authentication-Results:|DKIM-Signature:|MIME-Version:|ARC-)/i;
const tells = /^(?:Diagnostic-Code|Status|Action|Final-Recipient):/i;
const returned =
  /^(?:Content-Type:\s*(?:message\/rfc822|message\/global|text\/rfc822-headers)|-{2,} ?(?:This is a copy of|Below this line is|The body of the message|Original message|Returned Message|Unsent message|Undelivered Message)|Original message follows)/i;

const withoutHeader = (lines: readonly string[]): readonly string[] => {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0 || !startsHeader.test(lines[first] ?? '')) return lines;
  const end = lines.findIndex((line, at) => at > first && line.trim() === '');
  if (end < 0 || lines.slice(first, end).some((line) => tells.test(line))) return lines;
  return lines.slice(end);
};

/** A pasted mail with the lines put together again that its encoding cut (`Diagnostic-Code: smtp; 550=` and ` 5.3.5 ...` below). */
const withoutSoftBreaks = (lines: readonly string[]): readonly string[] =>
  lines.some((line) => /^Content-Transfer-Encoding:\s*quoted-printable/i.test(line))
    ? lines.join('\n').replace(/=\n/g, '').replace(/=3D/g, '=').split('\n')
    : lines;

/** A pasted mail without the header of what brought it: `Authentication-Results: spf=fail` there is not about the mail that failed. */
export const mailBody = (lines: readonly string[]): readonly string[] => withoutHeader(withoutSoftBreaks(lines));

/** The part of a bounce that reports: without the message that it returns. */
export const reportPart = (body: readonly string[]): readonly string[] => {
  const cut = body.findIndex((line, at) => at > 2 && returned.test(line));
  return cut < 0 ? body : body.slice(0, cut);
};
