import { wrapped } from '../table.js';
import type { Page } from './page.js';

/** What is true of a deployment whatever was measured, under the head of an output. */
export const notesSection = ({ notes }: { readonly notes: readonly string[] }, page: Page): string[] =>
  notes.flatMap((note) => wrapped(note).map((line) => page.paint('warning', line)));

/** `A2_v2 in westus3: availability not checked`, beside prices and verdicts; nothing where nothing is for sale. */
export const availabilityLines = (
  { availability }: { readonly availability: string | null },
  page: Page,
): string[] =>
  availability === null ? [] : wrapped(availability, '  ').map((line) => page.paint('quiet', line));
