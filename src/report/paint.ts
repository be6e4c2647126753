/** What a piece of text means; how that looks is for whoever hands the painter in. */
export type Tone = 'heading' | 'good' | 'bad' | 'warning' | 'quiet' | 'strong' | 'bar';

/** Gives text the look of its tone. */
export type Paint = (tone: Tone, text: string) => string;

/** Text as it is, without colour. */
export const unpainted: Paint = (_tone, text) => text;
