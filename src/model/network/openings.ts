/** One thing that a device has to let through so that a connection or request works. */
export interface Opening {
  /** The device, e.g. `connection point firewall`. */
  readonly at: string;
  readonly allow: 'port' | 'connect' | 'host' | 'tls' | 'verb' | 'header' | 'tunnels' | 'setting';
  /** `HTTPS` or `TCP-TLS` where a port is meant. */
  readonly protocol: string | null;
  readonly port: number | null;
  readonly host: string | null;
  /** The verb, header or setting. */
  readonly name: string | null;
  /** How many, where tunnels are meant. */
  readonly count: number | null;
}

const BLANK = { protocol: null, port: null, host: null, name: null, count: null } as const;

export const openPort = (at: string, protocol: string, port: number, host: string | null): Opening => ({
  ...BLANK,
  at,
  allow: 'port',
  protocol,
  port,
  host,
});
export const openConnect = (at: string, port: number, host: string | null): Opening => ({
  ...BLANK,
  at,
  allow: 'connect',
  port,
  host,
});
export const openHost = (at: string, host: string): Opening => ({ ...BLANK, at, allow: 'host', host });
export const exemptFromTls = (at: string, host: string | null): Opening => ({
  ...BLANK,
  at,
  allow: 'tls',
  host,
});
export const letThrough = (at: string, kind: 'verb' | 'header', name: string): Opening => ({
  ...BLANK,
  at,
  allow: kind,
  name,
});
export const holdTunnels = (at: string, count: number): Opening => ({
  ...BLANK,
  at,
  allow: 'tunnels',
  count,
});
export const changeSetting = (at: string, name: string): Opening => ({
  ...BLANK,
  at,
  allow: 'setting',
  name,
});

/**
 * Openings in words, one sentence for each device, kind and host: ports are joined into ranges, names into lists, and
 * of numbers of tunnels the largest stands.
 * The order is that of the first opening of each sentence.
 */
export function describeOpenings(openings: readonly Opening[]): string[] {
  const groups = new Map<string, Opening[]>();
  for (const opening of openings) {
    const key = JSON.stringify([opening.at, opening.allow, opening.protocol, opening.host]);
    groups.set(key, [...(groups.get(key) ?? []), opening]);
  }
  return [...groups.values()].map(describe);
}

function describe(group: readonly Opening[]): string {
  const { at, allow, protocol, host } = group[0]!;
  const ports = joinPorts(group.flatMap((opening) => opening.port ?? []));
  const names = [...new Set(group.flatMap((opening) => opening.name ?? []))];
  const to = host === null ? '' : ` to ${host}`;
  switch (allow) {
    case 'port':
      return `${at}: open ${protocol} ${ports}${to}`;
    case 'connect':
      return `${at}: allow CONNECT to port ${ports}${host === null ? '' : ` of ${host}`}`;
    case 'host':
      return `${at}: allow ${host}`;
    case 'tls':
      return `${at}: exempt ${host ?? 'the gateway'} from TLS inspection`;
    case 'verb':
    case 'header':
      return `${at}: let the ${allow}${names.length > 1 ? 's' : ''} ${names.join(', ')} through`;
    case 'tunnels':
      return `${at}: let it hold ${Math.max(...group.map((opening) => opening.count!))} tunnels at once`;
    case 'setting':
      return `${at}: ${names.join(', ')}`;
  }
}

/** `10124-10126, 10130`: ports in rising order, neighbours joined. */
export function joinPorts(ports: readonly number[]): string {
  const sorted = [...new Set(ports)].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const port of sorted) {
    const last = ranges.at(-1);
    if (last && last[1] === port - 1) last[1] = port;
    else ranges.push([port, port]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
