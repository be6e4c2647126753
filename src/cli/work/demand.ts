import { demandText } from '../../report/demand.js';
import { askDemand } from '../../study/demand/demand.js';
import { openModel } from '../model-file.js';
import { painter } from '../painter.js';
import type { Session } from '../session.js';
import { hasColours } from '../terminal.js';

/** Its options. */
export interface DemandOptions {
  readonly set: readonly string[];
  readonly format: 'table' | 'json' | 'csv';
}

/** `cmgsim demand`: asks what clients are expected to ask for, and prints it. */
export function demandCommand(reference: string, options: DemandOptions, session: Session): void {
  const opened = openModel(reference, options.set, session);
  if (opened === null) return;
  session.out(demandText(askDemand(opened), options.format, { paint: painter(hasColours()) }));
}
