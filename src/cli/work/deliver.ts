import { writeTexts } from '../../host/files.js';
import { tellNotes } from '../notes.js';
import { orRefuse } from '../refuse.js';
import type { Session } from '../session.js';

/** An answer in its forms. */
interface Delivered {
  readonly directory: string;
  /** The files of the results, when they are texts by name; or how they are written. */
  readonly files: Readonly<Record<string, string>> | (() => Promise<void>);
  /** What standard output gets, by `--format`. */
  readonly json: () => string;
  readonly csv: () => string;
  readonly table: () => string;
  /** What is to be said beside where the results are. */
  readonly more?: string;
  /** What CSV has no place for. */
  readonly told: Parameters<typeof tellNotes>[2];
}

interface DeliveryOptions {
  readonly out: string;
  readonly format: 'table' | 'json' | 'csv';
  readonly quiet?: true;
}

/** Files first: a reader who stops listening to standard output (`| head`) loses nothing. */
export async function deliver(
  session: Session,
  command: string,
  options: DeliveryOptions,
  { directory, files, more, told, ...forms }: Delivered,
): Promise<void> {
  const written = await orRefuse(session, command, options.out, async () => {
    if (typeof files === 'function') await files();
    else await writeTexts(directory, files);
    return true;
  });
  if (written !== null && !options.quiet) session.err(`results are in ${directory}\n`);
  if (more) session.err(more);
  tellNotes(session, options, told);
  session.out(forms[options.format]());
}
