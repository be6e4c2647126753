/** Beginnings of words that mean opposite things. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['allow', 'block'],
  ['allow', 'deny'],
  ['alow', 'block'],
  ['permit', 'block'],
  ['accept', 'block'],
  ['pass', 'block'],
  ['white', 'black'],
  ['open', 'clos'],
  ['open', 'block'],
  ['includ', 'exclud'],
  ['enabl', 'disabl'],
  ['online', 'offline'],
  ['inbound', 'outbound'],
  ['ingress', 'egress'],
  ['upload', 'download'],
  ['min', 'max'],
  ['least', 'most'],
  ['first', 'last'],
  ['start', 'stop'],
  ['begin', 'end'],
  ['up', 'down'],
  ['public', 'private'],
  ['internal', 'external'],
  ['internet', 'intranet'],
  ['upgrad', 'degrad'],
  ['increas', 'decreas'],
  ['before', 'after'],
  ['fcfs', 'lcfs'],
  ['keep', 'drop'],
];

const NEGATIONS = ['un', 'in', 'non', 'dis', 'mis', 'de', 'anti', 'a'];
const NEGATING_WORDS = ['no', 'not', 'non', 'never', 'without', 'dont'];

/** `blockedHosts`, `proxy-down` -> the words of a name, in small letters. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** Whether two names are alike but for one word that turns the meaning round: allowedHosts, blockedHosts; offline, online. */
export function areOpposite(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return negates(a, b) || negates(b, a) || PAIRS.some(([p, q]) => turned(a, b, p, q) || turned(a, b, q, p));
}

/** Short beginnings are whole words: up is not the beginning of upTo or update. */
const begins = (word: string, stem: string): boolean =>
  stem.length < 3 ? word === stem : word.startsWith(stem);

function turned(a: readonly string[], b: readonly string[], p: string, q: string): boolean {
  const [atA, atB] = [a.findIndex((word) => begins(word, p)), b.findIndex((word) => begins(word, q))];
  if (atA < 0 || atB < 0 || a.some((word) => begins(word, q)) || b.some((word) => begins(word, p)))
    return false;
  return sameWords(without(a, atA), without(b, atB));
}

/** Whether `a` is `b` with a negation: unsupported, supported; noProxy, proxy. */
function negates(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === b.length + 1 && NEGATING_WORDS.includes(a[0]!)) return sameWords(a.slice(1), b);
  return a.some((word, at) => {
    const plain = b[at];
    if (a.length !== b.length || plain === undefined || plain.length < 4) return false;
    return NEGATIONS.some((prefix) => word === prefix + plain) && sameWords(without(a, at), without(b, at));
  });
}

const without = (words: readonly string[], at: number): string[] => words.filter((_, index) => index !== at);

/** Typing errors and plurals aside, which the caller measures. */
const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, at) => word[0] === b[at]![0]);
