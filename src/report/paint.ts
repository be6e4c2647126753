import { styleText } from 'node:util';

/** What a piece of text means; how that looks is decided here alone. */
export type Tone = 'heading' | 'good' | 'bad' | 'warning' | 'quiet' | 'strong' | 'bar';

/** Gives text the look of its tone. */
export type Paint = (tone: Tone, text: string) => string;

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
  if (!colour) return (_tone, text) => text;
  return (tone, text) => (text === '' ? '' : styleText(STYLES[tone], text, { validateStream: false }));
}
