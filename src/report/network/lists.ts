import type { NetworkAnswer } from '../../model/network/answer.js';
import { PORT_NOTES } from '../../model/network/port-rules.js';
import type { EndpointRequirement } from '../../model/network/required-endpoints.js';
import type { HttpRequirement } from '../../model/network/required-http.js';
import type { PortRequirement } from '../../model/network/required-ports.js';
import type { Paint } from '../paint.js';
import { hanging, headedTable } from './lines.js';
import { instanceName, LEGS, ROLES, SERVERS } from './words.js';

/** Ports, endpoints and HTTP as lines for the terminal: what the deployment needs, whatever its rules say. */
export const listLines = (answer: NetworkAnswer, paint: Paint): string[] => [
  ...portLines(answer, paint),
  ...endpointLines(answer, paint),
  ...httpLines(answer.http, paint),
];

function portLines({ ports, gateways }: NetworkAnswer, paint: Paint): string[] {
  const notes = [...new Set(ports.flatMap((port) => port.notes))].sort((a, b) => a - b);
  return [
    paint('heading', 'Ports (every connection starts at the left)'),
    ...headedTable(
      paint,
      [
        { title: 'protocol' },
        { title: 'port', align: 'right' },
        { title: 'for' },
        { title: 'why' },
        { title: 'source' },
      ],
      ports.map((port, index) => {
        const repeated = index > 0 && ports[index - 1]!.row === port.row;
        return [
          port.protocol,
          `${port.port}`,
          instanceName(port.instance),
          repeated ? '' : port.purpose,
          port.section,
        ];
      }),
      ports.map((port) => portHeading(port, gateways.length > 1)),
    ),
    '',
    ...notes.flatMap((note) => hanging(`  Note ${note}: `, PORT_NOTES[note]!)),
    '',
  ];
}

function portHeading(port: PortRequirement, several: boolean): string {
  const server = SERVERS[port.server];
  const to = port.host === null ? server : `${server} ${port.host}`;
  return `${ROLES[port.role]} -> ${to}, ${port.direction}${several ? ` (${port.gateway})` : ''}`;
}

function endpointLines({ endpoints, gateways }: NetworkAnswer, paint: Paint): string[] {
  const heading = (endpoint: EndpointRequirement): string =>
    `${ROLES[endpoint.role]}${gateways.length > 1 ? ` (${endpoint.gateway})` : ''}`;
  const width = Math.max(...endpoints.map((endpoint) => endpoint.what.length));
  const remarked = endpoints.filter((endpoint) => endpoint.host !== null && endpoint.remark !== null);
  const remarks = new Set(remarked.map((endpoint) => `${endpoint.host}: ${endpoint.remark}`));
  return [
    paint('heading', 'Internet endpoints (HTTPS; source: Internet endpoints)'),
    ...endpoints.flatMap((endpoint, index) => [
      ...(index > 0 && heading(endpoints[index - 1]!) === heading(endpoint)
        ? []
        : [paint('strong', `  ${heading(endpoint)}`)]),
      ...hanging(`    ${endpoint.what.padEnd(width)}  `, endpoint.host ?? `(${endpoint.remark})`),
    ]),
    '',
    ...[...remarks].flatMap((remark) => hanging('  ', remark)),
    '',
  ];
}

function httpLines(requirements: readonly HttpRequirement[], paint: Paint): string[] {
  const legs = [...new Set(requirements.map((requirement) => requirement.leg))];
  const blocks = legs.map((leg) => ({
    title: LEGS[leg],
    lines: legLines(requirements.filter((requirement) => requirement.leg === leg)),
  }));
  const merged = new Map<string, string[]>();
  for (const { title, lines } of blocks) {
    const key = lines.join('\n');
    merged.set(key, [...(merged.get(key) ?? []), title]);
  }
  return [
    paint('heading', 'HTTP verbs and headers that devices must let through (source: HTTP headers and verbs)'),
    ...[...merged].flatMap(([lines, titles]) => [paint('strong', `  ${titles.join(', ')}`), lines]),
    '',
  ];
}

const NAME_WIDTH = 'CCMClientTimestampsSignature'.length;

function legLines(requirements: readonly HttpRequirement[]): string[] {
  const needing = requirements.map((requirement) => requirement.activities.join(', '));
  return requirements.flatMap((requirement, index) =>
    hanging(
      `    ${requirement.name.padEnd(NAME_WIDTH)}  `,
      index > 0 && needing[index] === needing[index - 1] ? 'the same' : needing[index]!,
    ),
  );
}
