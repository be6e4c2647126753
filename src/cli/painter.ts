import { styleText } from 'node:util';
import { type Paint, type Tone, unpainted } from '../report/paint.js';

type Style = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<Tone, Style>> = {
  heading: ['bold', 'cyan'],
  good: ['bold', 'green'],
  bad: ['bold', 'red'],
  warning: 'yellow',
  quiet: 'dim',
  strong: 'bold',
  bar: 'cyan',
};

/** With colour, or text as it is. Empty text stays empty, so that nothing invisible is printed. */
export function painter(colour: boolean): Paint {
  if (!colour) return unpainted;
  return (tone, text) => (text === '' ? '' : styleText(STYLES[tone], text, { validateStream: false }));
}
