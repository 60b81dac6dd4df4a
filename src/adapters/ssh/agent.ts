import { type BaseAgent, createAgent, type ParsedKey, parseKey } from './ssh2.ts';

type ListKeys = (done: (error?: Error | null, keys?: Array<ParsedKey | Buffer>) => void) => void;

const wireForm = (key: ParsedKey | Buffer): Buffer => {
  const parsed = Buffer.isBuffer(key) ? parseKey(key) : key;
  if (parsed instanceof Error) return Buffer.alloc(0);
  return (Array.isArray(parsed) ? parsed[0] : parsed)?.getPublicSSH() ?? Buffer.alloc(0);
};

/**
 * An ssh-agent that offers `first` before its other keys and leaves out those of `tried`: sshd gives up after six
 * refused keys (MaxAuthTries), so the order decides whether a well-filled agent can log in at all.
 */
export const openAgent = (socket: string, first: readonly Buffer[], tried: readonly Buffer[]): BaseAgent => {
  const agent = createAgent(socket) as BaseAgent & { getIdentities: ListKeys };
  const listKeys: ListKeys = agent.getIdentities.bind(agent);
  const among = (keys: readonly Buffer[], key: Buffer): boolean => keys.some((one) => one.equals(key));
  agent.getIdentities = (done) =>
    listKeys((error, keys) => {
      if (error || !keys) return done(error);
      const left = keys.map((key) => ({ key, wire: wireForm(key) })).filter(({ wire }) => !among(tried, wire));
      const preferred = left.filter(({ wire }) => among(first, wire));
      const others = left.filter(({ wire }) => !among(first, wire));
      done(
        null,
        [...preferred, ...others].map(({ key }) => key),
      );
    });
  return agent;
};
