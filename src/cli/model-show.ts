import { gatewayNotes } from '../model/classic.js';
import { formatPath } from '../model/problem.js';
import { gatewaysOf } from '../model/schema.js';
import { showModel, shownFields } from '../model/show.js';
import { showYaml } from '../model/show-yaml.js';
import { openModel } from './model-file.js';
import type { Session } from './session.js';

/** Prints the complete model with the origin of every field, as YAML that loads again or as JSON, one object a field. */
export function showModelFile(
  reference: string,
  overrides: readonly string[],
  format: 'yaml' | 'json',
  session: Session,
): void {
  const opened = openModel(reference, overrides, session);
  if (opened === null) return;
  const shown = showModel(opened.model, opened.data, opened.document);
  const notes = gatewayNotes(gatewaysOf(opened.model));
  if (format === 'yaml') {
    session.out(notes.map((note) => `# ${note}\n`).join('') + showYaml(shown));
    return;
  }
  const fields = shownFields(shown).map(({ kind: _, path, ...field }) => ({
    path: formatPath(path),
    ...field,
  }));
  session.out(`${JSON.stringify({ model: opened.model.name, notes, fields }, null, 2)}\n`);
}
