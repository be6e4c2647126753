/** The code blocks of one language in a guide, in order. */
export function blocks(guide: string, language: string): string[] {
  return [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);
}

/** The words of a command line of a shell; single quotes hold one word together. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);

/** Commands of a block with the text that is shown under each. */
export function examples(block: string): { line: string; shown: string }[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => ({
      line: part.slice(0, part.indexOf('\n')),
      shown: part.slice(part.indexOf('\n') + 1),
    }));
}

/** Whether the output has the shown pieces in their order; a line `...` stands for anything. */
export function shows(output: string, shown: string): boolean {
  let rest = output;
  for (const piece of shown.split(/^ *\.\.\.\n/m)) {
    const place = rest.indexOf(piece);
    if (place < 0) return false;
    rest = rest.slice(place + piece.length);
  }
  return /^ *\.\.\.\n/m.test(shown) || output === shown;
}

/** As GitHub names the place of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Names of the places of a guide's headings. */
export const headings = (guide: string): string[] =>
  [...guide.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading!));
