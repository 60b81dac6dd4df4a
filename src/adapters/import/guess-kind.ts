export type ImportKind = 'ssh' | 'ansible';

/** What a file is, by its contents and then by its name; `undefined` when neither tells. */
export const guessKind = (file: string, text: string): ImportKind | undefined => {
  const lines = text.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !/^[#;]/.test(line));
  if (telling.some((line) => /^\[[^\]\s]+\]/.test(line))) return 'ansible';
  if (telling.some((line) => /^(?:Host|Match|Include)(?:\s*=\s*|\s+)\S/i.test(line))) return 'ssh';
  if (/\.(?:ya?ml|json|ini|toml)$/i.test(file) || text.startsWith('#!')) return 'ansible';
  if (/(?:^|\/)(?:\.ssh\/config|ssh_config)$/.test(file)) return 'ssh';
  if (telling.some((line) => /\bansible_\w+\s*[=:]|^(?:all|ungrouped|plugin)\s*:/.test(line))) return 'ansible';
  return /(?:^|\/)(?:hosts|inventory)$/.test(file) ? 'ansible' : undefined;
};
