import type { NetworkAnswer } from '../model/network/answer.js';
import { checkLines } from './network/check.js';
import { checkCsv, growthCsv, requirementsCsv } from './network/csv.js';
import type { NetworkFormat } from './network/format.js';
import { growthLines } from './network/growth.js';
import { type NetworkOrigin, networkJson } from './network/json.js';
import { hanging } from './network/lines.js';
import { listLines } from './network/lists.js';
import { networkMarkdown } from './network/markdown.js';
import { gatewayLine, NO_RULES, namesLine, unstatedText } from './network/words.js';
import type { Paint } from './paint.js';

export interface NetworkReportOptions {
  readonly paint: Paint;
  readonly origin: NetworkOrigin;
}

/**
 * What `cmgsim network` says, in one of its formats. The lists of ports, endpoints and HTTP are left out of tables and
 * Markdown when a check or growth was asked for; JSON always has them. CSV has one table: that of growth when it was
 * asked for, else that of the check, else the requirements.
 */
export function networkReport(
  answer: NetworkAnswer,
  format: NetworkFormat,
  options: NetworkReportOptions,
): string {
  switch (format) {
    case 'table':
      return networkText(answer, options.paint);
    case 'markdown':
      return networkMarkdown(answer);
    case 'csv':
      if (answer.growth !== null) return growthCsv(answer.growth);
      return answer.check !== null ? checkCsv(answer.check) : requirementsCsv(answer);
    case 'json':
      return networkJson(answer, options.origin);
  }
}

/** Every file of the answer: name and content. */
export const networkFiles = (
  answer: NetworkAnswer,
  origin: NetworkOrigin,
): Readonly<Record<string, string>> => ({
  'network-requirements.csv': requirementsCsv(answer),
  ...(answer.check === null ? {} : { 'network-check.csv': checkCsv(answer.check) }),
  ...(answer.growth === null ? {} : { 'network-growth.csv': growthCsv(answer.growth) }),
  'network.md': networkMarkdown(answer),
  'network.json': networkJson(answer, origin),
});

const asksRules = ({ check, growth }: NetworkAnswer): boolean => check !== null || growth !== null;

function networkText(answer: NetworkAnswer, paint: Paint): string {
  const lines = [
    ...answer.gateways.flatMap((gateway) => [
      ...hanging(
        '',
        `${answer.model}${answer.gateways.length > 1 ? `, ${gateway.name}` : ''}: ${gatewayLine(gateway, answer)}`,
      ),
      ...hanging('  ', namesLine(gateway)),
    ]),
    ...answer.notes.flatMap((note) => hanging('  ', note)),
    ...(answer.unstated.length === 0 ? [] : hanging('  ', unstatedText(answer.unstated))),
    '',
    ...(!asksRules(answer) ? listLines(answer, paint) : []),
    ...(asksRules(answer) && !answer.statesRules ? [...hanging('', NO_RULES), ''] : []),
    ...(answer.check === null ? [] : checkLines(answer, answer.check, paint)),
    ...(answer.growth === null ? [] : growthLines(answer, answer.growth, paint)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
