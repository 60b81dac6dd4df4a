interface PathFacts {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly reader: { readonly user: string };
}

/** A path of ssh_config with its `%` signs filled in; `undefined` when it means another file on another machine or folder. */
export const fillPath = (text: string, { name, address, port, user, reader }: PathFacts): string | undefined => {
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    d: '~',
    h: address,
    n: name,
    p: String(port),
    r: user,
    u: reader.user,
  };
  let unknown = /\$\{/.test(text);
  const filled = text.replace(/%(.?)/g, (_, letter: string) => {
    unknown ||= values[letter] === undefined;
    return values[letter] ?? '';
  });
  return unknown || !/^(?:\/|~\/)./.test(filled) ? undefined : filled;
};
