/** A word as a shell takes it for one word. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** A command line that a person can copy. */
export const commandLine = (words: readonly string[]): string => words.map(shellWord).join(' ');
