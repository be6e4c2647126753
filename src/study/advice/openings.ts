import { CHANNEL_DEVICE, CONNECTION_POINT_FIREWALL, PROXY } from '../../model/network/channel-obstacles.js';
import type { FlowCheck } from '../../model/network/check/flow.js';
import { checkNetwork } from '../../model/network/check.js';
import type { FirewallRules, PortRange } from '../../model/network/deployment.js';
import { blocksHost } from '../../model/network/firewall.js';
import { networkOf } from '../../model/network/from-model.js';
import { describeOpenings, joinPorts, type Opening } from '../../model/network/openings.js';
import type { Model } from '../../model/schema.js';
import type { Change } from './change.js';

/** Flows that a run simulates: deploying and the connection points' own way to storage are not among them. */
const SIMULATED: ReadonlySet<FlowCheck['flow']> = new Set([
  'channel',
  'requests',
  'content',
  'sign-in',
  'http',
]);

interface Ways {
  readonly ports: Set<number>;
  readonly hosts: Set<string>;
}
const noWays = (): Ways => ({ ports: new Set(), hosts: new Set() });

/** Everything that a firewall, the proxy or a device has to let through so that nothing is in the way; null where nothing is. */
export function openTheWay(model: Model): Change | null {
  const openings = openingsIn(model);
  if (openings.length === 0) return null;
  return {
    part: 'network',
    what: describeOpenings(openings.map(({ opening }) => withoutHost(opening))).join('; '),
    set: (one) => overridesOf(one, opened(one, openings)),
    apply: (one) => opened(one, openings),
  };
}

/** A device may stand behind another: what is in the way then is looked for again, as deep as there are kinds of devices. */
function openingsIn(model: Model): Placed[] {
  const all: Placed[] = [];
  for (let depth = 0; depth < DEEPEST; depth++) {
    const flows = checkNetwork(networkOf(opened(model, all))).flows;
    const more = flows.filter(({ flow }) => SIMULATED.has(flow)).flatMap(openingsOf);
    if (more.length === 0) break;
    all.push(...more);
  }
  return all;
}

const DEEPEST = 4;

/** A port is opened once, however many names are behind it. */
const withoutHost = (opening: Opening): Opening =>
  opening.allow === 'port' || opening.allow === 'connect' ? { ...opening, host: null } : opening;

interface Placed {
  readonly opening: Opening;
  readonly population: string | null;
}

const openingsOf = ({ open, parts, population }: FlowCheck): Placed[] =>
  [...open, ...parts.flatMap((part) => part.open)].map((opening) => ({ opening, population }));

function opened(model: Model, openings: readonly Placed[]): Model {
  const point = noWays();
  const clients = new Map<string, Ways>();
  let { proxy, inspectsTls, channel } = model.connectionPoints;
  let { inspection } = model;
  for (const { opening, population } of openings) {
    const { at, allow, port, host, name, count } = opening;
    if (allow === 'verb' || allow === 'header' || (allow === 'tls' && at !== PROXY)) {
      if (at === CHANNEL_DEVICE) inspectsTls = false;
      inspection = inspection.map((device) => ({
        ...device,
        blockVerbs: device.blockVerbs.filter((verb) => verb !== name),
        blockHeaders: device.blockHeaders.filter((header) => header !== name),
        tls: device.tls && allow !== 'tls',
      }));
    } else if (allow === 'setting' && at !== PROXY && name !== null) {
      channel = { ...channel, protocol: 'auto' };
    } else if (at === PROXY && proxy !== undefined) {
      if (allow === 'connect' && proxy.connectPorts !== 'any')
        proxy = { ...proxy, connectPorts: [...proxy.connectPorts, { from: port!, to: port! }] };
      if (allow === 'tls') proxy = { ...proxy, inspectsTls: false };
      if (allow === 'tunnels') proxy = { ...proxy, connections: Math.max(proxy.connections, count!) };
    } else if (at === CONNECTION_POINT_FIREWALL || population !== null) {
      const ways = at === CONNECTION_POINT_FIREWALL ? point : (clients.get(population!) ?? noWays());
      if (at !== CONNECTION_POINT_FIREWALL) clients.set(population!, ways);
      if (port !== null) ways.ports.add(port);
      if (allow === 'host' && host !== null) ways.hosts.add(host);
    }
  }
  const { firewall } = model.connectionPoints;
  return {
    ...model,
    connectionPoints: {
      ...model.connectionPoints,
      firewall: widened(firewall, point),
      proxy,
      inspectsTls,
      channel,
    },
    clients: model.clients.map((population) => ({
      ...population,
      firewall: widened(population.firewall, clients.get(population.name) ?? noWays()),
    })),
    inspection,
  };
}

/** A firewall that lets these ways through as well. */
function widened<Rules extends FirewallRules>(
  firewall: Rules | undefined,
  { ports, hosts }: Ways,
): Rules | undefined {
  if (firewall === undefined || ports.size + hosts.size === 0) return firewall;
  const more = [...ports].map((port) => ({ from: port, to: port }));
  return {
    ...firewall,
    ...(firewall.open && { open: [...firewall.open, ...more] }),
    ...(firewall.closed && { closed: firewall.closed.flatMap((range) => without(range, ports)) }),
    ...(firewall.blockedHosts && {
      blockedHosts: firewall.blockedHosts.filter(
        (pattern) => ![...hosts].some((host) => blocksHost({ blockedHosts: [pattern] }, host)),
      ),
    }),
  };
}

/** What is left of a range of ports when some are taken out. */
function without({ from, to }: PortRange, ports: ReadonlySet<number>): PortRange[] {
  const left: PortRange[] = [];
  let start = from;
  for (const port of [...ports].filter((one) => one >= from && one <= to).sort((a, b) => a - b)) {
    if (port > start) left.push({ from: start, to: port - 1 });
    start = port + 1;
  }
  return start <= to ? [...left, { from: start, to }] : left;
}

/** The sections of the changed model that differ, as overrides. */
function overridesOf(before: Model, after: Model): string[] {
  const point = sectionText(
    'connectionPoints.firewall',
    before.connectionPoints.firewall,
    after.connectionPoints.firewall,
  );
  const clients = after.clients.flatMap(({ name, firewall }, index) =>
    sectionText(`clients.${name}.firewall`, before.clients[index]!.firewall, firewall),
  );
  const [old, proxy] = [before.connectionPoints.proxy, after.connectionPoints.proxy];
  const proxyTexts =
    proxy === undefined || old === undefined
      ? []
      : [
          ...(JSON.stringify(proxy.connectPorts) === JSON.stringify(old.connectPorts)
            ? []
            : [`connectionPoints.proxy.connectPorts=${portsText(proxy.connectPorts)}`]),
          ...(proxy.inspectsTls === old.inspectsTls ? [] : ['connectionPoints.proxy.inspectsTls=false']),
          ...(proxy.connections === old.connections
            ? []
            : [`connectionPoints.proxy.connections=${proxy.connections}`]),
        ];
  const devices =
    JSON.stringify(before.inspection) === JSON.stringify(after.inspection)
      ? []
      : [`inspection=[${after.inspection.map(deviceText).join(', ')}]`];
  const settings = [
    ...(before.connectionPoints.inspectsTls === after.connectionPoints.inspectsTls
      ? []
      : ['connectionPoints.inspectsTls=false']),
    ...(before.connectionPoints.channel.protocol === after.connectionPoints.channel.protocol
      ? []
      : ['connectionPoints.channel.protocol=auto']),
  ];
  return [...point, ...clients, ...proxyTexts, ...settings, ...devices];
}

function sectionText(
  path: string,
  before: FirewallRules | undefined,
  after: FirewallRules | undefined,
): string[] {
  if (after === undefined || JSON.stringify(before) === JSON.stringify(after)) return [];
  const parts = [
    ...(after.open ? [`open: ${portsText(after.open)}`] : []),
    ...(after.closed ? [`closed: ${portsText(after.closed)}`] : []),
    ...(after.blockedHosts ? [`blockedHosts: [${after.blockedHosts.map(plainText).join(', ')}]`] : []),
  ];
  return [`${path}={${parts.join(', ')}}`];
}

/** A device as a model file spells it, what it lets through left out. */
function deviceText(device: Model['inspection'][number]): string {
  const fields = [
    ...(device.name === undefined ? [] : [`name: ${plainText(device.name)}`]),
    `leg: ${device.leg}`,
    ...(device.population === undefined ? [] : [`population: ${plainText(device.population)}`]),
    ...(device.blockVerbs.length > 0 ? [`blockVerbs: [${device.blockVerbs.join(', ')}]`] : []),
    ...(device.blockHeaders.length > 0 ? [`blockHeaders: [${device.blockHeaders.join(', ')}]`] : []),
    ...(device.tls ? ['tls: true'] : []),
  ];
  return `{${fields.join(', ')}}`;
}

/** A text as YAML takes it, in quotes only where it must be: shells treat them each in a way of their own. */
const plainText = (text: string): string => (/^[A-Za-z][\w .-]*$/.test(text) ? text : JSON.stringify(text));

function portsText(ranges: 'any' | readonly PortRange[]): string {
  if (ranges === 'any') return ranges;
  const single = ranges.flatMap(({ from, to }) => (to - from < 100 ? numbers(from, to) : []));
  const wide = ranges.filter(({ from, to }) => to - from >= 100).map(({ from, to }) => `${from}-${to}`);
  const joined = joinPorts(single)
    .split(', ')
    .filter((text) => text !== '');
  return `[${[...joined, ...wide].join(', ')}]`;
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
