/** Whether a name or address, in brackets or not, is this host itself. */
export const isLoopback = (name: string): boolean => /^\[?(?:127\.|localhost\b|(?:IPv6:)?::1\b)/i.test(name);
