import type { Session } from './session.js';

/** Tells on standard error what a table or a JSON text says of its deployments itself, and CSV has no place for. */
export function tellNotes(
  session: Session,
  { format, quiet }: { readonly format: string; readonly quiet?: boolean },
  { notes, availability }: { readonly notes: readonly string[]; readonly availability?: string | null },
): void {
  if (format !== 'csv' || quiet) return;
  for (const note of [...notes, ...(availability ? [availability] : [])]) session.err(`${note}\n`);
}
