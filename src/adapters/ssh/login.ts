import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import { openAgent } from './agent.ts';
import type { Identities, ReadIdentities } from './identity.ts';
import type { AnyAuthMethod } from './ssh2.ts';

/** One login: hands ssh2 one method after the other, and knows afterwards why none worked. */
export interface Login {
  /** ssh2's `authHandler`; `false` ends the login. */
  next(left: readonly string[] | null, partly: boolean | null, give: (method: AnyAuthMethod | false) => void): void;
  /** Trouble with the agent does not end a login; it is told when the login fails. */
  noteAgentTrouble(error: Error): void;
  explain(cause: unknown): AccessError;
}

export const startLogin = (host: Host, readIdentities: ReadIdentities, agentSocket: string | undefined): Login => {
  let methods: AnyAuthMethod[] | undefined;
  let identities: Identities = { keys: [], publicKeys: [], problems: [] };
  let serverTakes: readonly string[] = [];
  let keyAccepted = false;
  let agentTrouble: Error | undefined;

  /** Files are read only now, after the host has proven who it is. */
  const prepare = async (): Promise<AnyAuthMethod[]> => {
    identities = await readIdentities(host.identityFile);
    const username = host.user;
    const list: AnyAuthMethod[] = identities.keys.map((key) => ({ type: 'publickey', username, key }));
    if (agentSocket) {
      const tried = identities.keys.map((key) => key.getPublicSSH());
      list.push({ type: 'agent', username, agent: openAgent(agentSocket, identities.publicKeys, tried) });
    }
    return list;
  };

  return {
    next(left, partly, give) {
      if (left) serverTakes = left;
      if (partly) keyAccepted = true;
      if (methods) return give(methods.shift() ?? false);
      prepare().then(
        (list) => {
          methods = list;
          give(methods.shift() ?? false);
        },
        (error: unknown) => {
          agentTrouble = error instanceof Error ? error : new Error(String(error));
          give(false);
        },
      );
    },
    noteAgentTrouble(error) {
      agentTrouble = error;
    },
    explain(cause) {
      const [problem] = identities.problems;
      const agent = agentTrouble ? ` The agent could not be used: ${agentTrouble.message}.` : '';
      const options = { cause: agentTrouble ?? cause, temporary: false };
      if (identities.keys.length === 0 && !keyAccepted) {
        if (problem && !agentSocket) return problem;
        if (problem) {
          const rest = agent || ' The agent holds no key that the host accepts.';
          return new AccessError('SSH_KEY_UNUSABLE', `${problem.message}${rest}`, { cause: problem, temporary: false });
        }
        if (!agentSocket || agentTrouble) {
          const message = `There is no key to log in to ${host.name} with as ${host.user}: no identity file is configured, none of the usual ones exists${agentSocket ? '' : ', and there is no agent'}.${agent}`;
          return new AccessError('SSH_KEY_UNUSABLE', message, options);
        }
      }
      if (keyAccepted) {
        const message = `${host.name} accepts the key of ${host.user} but asks for more (${serverTakes.join(', ')}), which a program cannot give.`;
        return new AccessError('SSH_LOGIN_REFUSED', message, options);
      }
      const takes = serverTakes.length > 0 ? ` The host takes: ${serverTakes.join(', ')}.` : '';
      const also = problem ? ` ${problem.message}` : '';
      return new AccessError(
        'SSH_LOGIN_REFUSED',
        `${host.name} refuses the login of ${host.user} with every key tried.${takes}${agent}${also}`,
        options,
      );
    },
  };
};
