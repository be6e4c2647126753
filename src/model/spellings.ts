import { nearest } from './nearest.js';
import { daysHint } from './time-hints.js';

/** Other names of what a field may be, in small letters without punctuation; the console's, Azure's and PowerShell's. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  standard: 'A2_v2',
  a2: 'A2_v2',
  large: 'A4_v2',
  a4: 'A4_v2',
  lab: 'B2s',
  vmss: 'scale-set',
  virtualmachinescaleset: 'scale-set',
  virtualmachinescalesets: 'scale-set',
  cloudservice: 'classic',
  cloudserviceclassic: 'classic',
  classiccloudservice: 'classic',
  azurepubliccloud: 'azure-public',
  azurecloud: 'azure-public',
  azure: 'azure-public',
  public: 'azure-public',
  global: 'azure-public',
  azureusgovernmentcloud: 'azure-us-government',
  usgov: 'azure-us-government',
  usgovernment: 'azure-us-government',
  azuregov: 'azure-us-government',
  gcchigh: 'azure-us-government',
  all: 'any',
  alle: 'any',
  every: 'any',
  tcp: 'tcp-tls',
  tls: 'tcp-tls',
};

/** Words that people write for true and false. */
const TRUE = ['yes', 'y', 'on', 'true', 'ja', 'oui', '1', 'enabled', '$true'];
const FALSE = ['no', 'n', 'off', 'false', 'nein', 'non', '0', 'disabled', 'none', '$false'];

/** The choices that someone meant by a text, one as a rule; none where nobody can tell. */
export function choicesMeant(choices: readonly string[], text: string): readonly string[] {
  const days = choices.includes('mon') ? daysHint(text) : null;
  if (days !== null) return days;
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const named = OTHER_NAMES[plain] ?? '';
  // Azure's own name of a size: Standard_A2_v2.
  const candidates = [text.replace(/^(standard|basic)[_ ]/i, ''), named];
  const known = candidates.find((one) => choices.includes(one)) ?? namedAmongWords(choices, text);
  const meant = known ?? nearest(candidates[0]!, choices);
  return meant === undefined ? [] : [meant];
}

const NEGATION = /^(no|not|non|without|except|kein\w*|nicht|ohne)$/i;

/** The one choice that the words of a text name, as the labels of the console do: Large (A4_v2); undefined where they name several. */
function namedAmongWords(choices: readonly string[], text: string): string | undefined {
  const words = text.split(/[^A-Za-z0-9_-]+/).filter((word) => word !== '');
  if (words.length < 2 || words.some((word) => NEGATION.test(word))) return undefined;
  const named = words.flatMap((word) => {
    const [lower, other] = [word.toLowerCase(), OTHER_NAMES[word.toLowerCase()]];
    return choices.filter((choice) => choice.toLowerCase() === lower || choice === other);
  });
  return new Set(named).size === 1 ? named[0] : undefined;
}

/** true or false, as someone meant it; undefined for other values. */
export function booleanMeant(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase();
  return TRUE.includes(word) ? true : FALSE.includes(word) ? false : undefined;
}
