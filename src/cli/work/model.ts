import { gatewayNotes } from '../../model/classic.js';
import { formatPath } from '../../model/problem.js';
import { gatewaysOf } from '../../model/schema.js';
import { showModel, shownFields } from '../../model/show.js';
import { showYaml } from '../../model/show-yaml.js';
import { openModel } from '../model-file.js';
import type { Session } from '../session.js';

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

/** Says of each model whether it can be simulated, and if not, why. */
export function checkModels(
  references: readonly string[],
  overrides: readonly string[],
  session: Session,
): void {
  for (const reference of references) {
    const opened = openModel(reference, overrides, session);
    if (opened === null) continue;
    session.out(`${opened.file}: ok\n`);
    for (const note of gatewayNotes(gatewaysOf(opened.model))) session.out(`  ${note}\n`);
  }
}
