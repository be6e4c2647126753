import type { NetworkAnswer } from '../../model/network/answer.js';
import type { NetworkCheck } from '../../model/network/check.js';
import type { GrowthStep } from '../../model/network/growth.js';
import { describeOpenings } from '../../model/network/openings.js';
import { PORT_NOTES } from '../../model/network/port-rules.js';
import { idleText, verdict } from './check.js';
import { CHANGES, openText, stillUsed } from './growth.js';
import { changesSize, channellessText, phaseText, sizeText } from './sizes.js';
import {
  counted,
  gatewayLine,
  instanceName,
  LEGS,
  NO_RULES,
  namesLine,
  percent,
  ROLES,
  SERVERS,
  unstatedText,
} from './words.js';

type Row = readonly string[];

/** The answer as Markdown, to paste into a change request. */
export const networkMarkdown = (answer: NetworkAnswer): string => {
  const asked = answer.check !== null || answer.growth !== null;
  const blocks = [
    `# Network of ${answer.model}`,
    list(
      answer.gateways.map(
        (gateway) => `${gateway.name}: ${gatewayLine(gateway, answer)}; ${namesLine(gateway)}`,
      ),
    ),
    ...answer.notes.map((note) => `**${note}**`),
    ...(answer.unstated.length === 0 ? [] : [`**${capitalised(unstatedText(answer.unstated))}.**`]),
    ...(asked && !answer.statesRules ? [NO_RULES] : []),
    ...(asked ? [] : [...ports(answer), ...endpoints(answer), ...http(answer)]),
    ...(answer.check === null ? [] : check(answer.check, gatewayColumn(answer.gateways.length > 1))),
    ...(answer.growth === null ? [] : growth(answer.growth)),
  ];
  return `${blocks.join('\n\n')}\n`;
};

function ports({ ports: all, gateways }: NetworkAnswer): string[] {
  const ofGateway = gatewayColumn(gateways.length > 1);
  const notes = [...new Set(all.flatMap((port) => port.notes))].sort((a, b) => a - b);
  return [
    '## Ports',
    table(
      [
        ...ofGateway('Gateway'),
        'From',
        'Direction',
        'To',
        'Host',
        'Protocol',
        'Port',
        'For',
        'Need',
        'Why',
        'Source',
      ],
      all.map((port) => [
        ...ofGateway(port.gateway),
        ROLES[port.role],
        port.direction,
        SERVERS[port.server],
        port.host ?? '',
        port.protocol,
        `${port.port}`,
        instanceName(port.instance),
        port.need,
        port.purpose,
        port.section,
      ]),
    ),
    ...(notes.length === 0 ? [] : [list(notes.map((note) => `Note ${note}: ${PORT_NOTES[note]}`))]),
  ];
}

function endpoints({ endpoints: all, gateways }: NetworkAnswer): string[] {
  const ofGateway = gatewayColumn(gateways.length > 1);
  return [
    '## Internet endpoints (HTTPS)',
    table(
      [...ofGateway('Gateway'), 'From', 'What', 'Host', 'Remark', 'Source'],
      all.map((each) => [
        ...ofGateway(each.gateway),
        ROLES[each.role],
        each.what,
        each.host ?? '',
        each.remark ?? '',
        each.section,
      ]),
    ),
  ];
}

/** A cell for the gateway of a row, where there are several. */
const gatewayColumn = (several: boolean) => (cell: string | null) => (several ? [cell ?? ''] : []);

const http = ({ http: all }: NetworkAnswer): string[] => [
  '## HTTP verbs and headers',
  table(
    ['Leg', 'Kind', 'Name', 'Client activities', 'Source'],
    all.map((each) => [LEGS[each.leg], each.kind, each.name, each.activities.join(', '), each.section]),
  ),
];

const check = (found: NetworkCheck, ofGateway: ReturnType<typeof gatewayColumn>): string[] => [
  `## Check: ${found.state}`,
  `${capitalised(verdict(found))}.`,
  ...(changesSize(found) ? sizes(found) : []),
  table(
    [
      'State',
      ...ofGateway('Gateway'),
      'From',
      'To',
      'Over',
      'First cause',
      'Requests that fail',
      'Downloads that fail',
      'Source',
    ],
    found.flows.flatMap((flow) => [
      [
        flow.state,
        ...ofGateway(flow.gateway),
        flow.from,
        flow.to,
        [flow.over, sizeText(found, flow)].filter((text) => text !== null).join(', '),
        flow.reason ?? '',
        percent(flow.requestShare),
        percent(flow.downloadShare),
        flow.section,
      ],
      ...(flow.state === 'works' ? [] : flow.parts).map((part) => [
        part.state,
        ...ofGateway(flow.gateway),
        '',
        part.name,
        part.uses === null ? '' : `${part.uses.protocol} ${part.uses.port}`,
        part.reason ?? '',
        percent(part.requestShare),
        '',
        '',
      ]),
    ]),
  ),
  ...openings('What to open', found.open),
  ...openings('What would make it better', found.improve),
  ...(found.blocksNothing.length === 0 ? [] : [`**${capitalised(idleText(found))}**`]),
];

const sizes = (found: NetworkCheck): string[] => [
  '### Sizes on the timeline',
  table(
    ['State', 'Size', 'Without a channel', 'Requests that fail', 'Downloads that fail'],
    found.phases.map((phase) => [
      phase.state,
      phaseText(found, phase),
      channellessText(found, phase) ?? '',
      percent(phase.requestShare),
      percent(phase.downloadShare),
    ]),
  ),
  '### Flows',
];

const openings = (title: string, all: readonly string[]): string[] =>
  all.length === 0 ? [] : [`### ${title}`, list(all)];

const growth = (steps: readonly GrowthStep[]): string[] => [
  '## Ports of the channel as the gateway grows',
  table(
    ['Gateway', 'Instances', 'Change', 'Protocol', 'Port', 'Host', 'For', 'Need', 'Now', 'Source'],
    steps.map((step) => [
      step.gateway,
      `${step.instances}`,
      CHANGES[step.change],
      step.protocol,
      `${step.port}`,
      step.host ?? '',
      step.instance === null ? 'load balancer' : instanceName(step.instance),
      step.change === 'drop' ? '' : step.need,
      openText(step),
      step.section,
    ]),
  ),
  ...openings(
    `What to open for ${counted(steps.at(-1)!.instances, 'instance')}`,
    describeOpenings(stillUsed(steps).flatMap((step) => step.open)),
  ),
];

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function table(titles: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}
