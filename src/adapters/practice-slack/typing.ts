import type { Workspace } from './workspace.ts';

const BARE_HOST = /(?<![\w@./<|-])((?:[a-z0-9-]+\.)+(?:com|org|net|io|de|example|test|local))(?![\w.-])/gi;
const WEB_ADDRESS = /(?<![<|])\bhttps?:\/\/[^\s<>|]+/g;

/** Typed text as it reaches the app: escaped, people and channels by id, addresses in angle brackets. */
export function escapeTyped(text: string, workspace: Workspace): string {
  return escapeMarkup(text)
    .replaceAll(/(?<!\w)@([\w-]+)/g, (whole, name: string) => mention(workspace, name) ?? whole)
    .replaceAll(/(?<!\w)#([\w-]+)/g, (whole, name: string) => channelMention(workspace, name) ?? whole)
    .replaceAll(WEB_ADDRESS, (address) => `<${address}>`)
    .replaceAll(BARE_HOST, (host) => `<http://${host}|${host}>`);
}

/** `&`, `<` and `>` only, and not what is a mention already. */
function escapeMarkup(text: string): string {
  return text
    .split(/(<[@#!][^<>]*>)/)
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('');
}

function mention(workspace: Workspace, name: string): string | undefined {
  const person = workspace.findPerson(name);
  if (person !== undefined) return `<@${person.id}>`;
  const group = workspace.groups.find(({ handle }) => handle === name);
  return group === undefined ? undefined : `<!subteam^${group.id}|@${group.handle}>`;
}

function channelMention(workspace: Workspace, name: string): string | undefined {
  const channel = workspace.findChannel(name);
  if (channel === undefined || channel.kind === 'im') return undefined;
  return `<#${channel.id}|${channel.kind === 'public' ? channel.name : ''}>`;
}
