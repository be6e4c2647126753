import type { Timing } from '../study/run/timing.js';
import type { Summary } from '../study/summary/summary.js';
import type { Paint } from './paint.js';
import { channelsSection } from './run/channels.js';
import { costSection } from './run/cost.js';
import { notesSection } from './run/notes.js';
import { contentSection, failuresSection, simulationSection } from './run/outcomes.js';
import { Page } from './run/page.js';
import { requestsSection } from './run/requests.js';
import { stagesSection } from './run/stages.js';
import {
  connectionPointsSection,
  instancesSection,
  resourcesSection,
  siteSystemsSection,
} from './run/systems.js';
import { headerSection, objectiveSection, verdictSection } from './run/verdict.js';

/** The sections of a report, in the order in which a reader asks. */
const SECTIONS: readonly ((summary: Summary, page: Page) => string[])[] = [
  headerSection,
  notesSection,
  verdictSection,
  objectiveSection,
  requestsSection,
  stagesSection,
  instancesSection,
  resourcesSection,
  connectionPointsSection,
  siteSystemsSection,
  channelsSection,
  contentSection,
  failuresSection,
  costSection,
];

/**
 * A summary for people: the verdict first, no line longer than 100 columns, readable without colour.
 * Every number with several replications carries the half-width of its 95 % interval.
 * @param timing what the run took, null where that is not known
 */
export function runReport(
  summary: Summary,
  timing: Timing | null,
  options: { readonly paint: Paint },
): string {
  const page = new Page(options.paint);
  const lines = SECTIONS.flatMap((section) => section(summary, page));
  return `${[...lines, ...page.footnotes(), ...simulationSection(summary, timing, page)].join('\n')}\n`;
}
