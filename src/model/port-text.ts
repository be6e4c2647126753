/** Names of ports that rules of firewalls use. */
const SERVICES: Readonly<Record<string, string>> = {
  https: '443',
  http: '80',
  dns: '53',
  ssl: '443',
  tls: '443',
};

/** One port or range as a model spells it, from what people write: 443/tcp, 10124–10139, 10124..10139, https; else undefined. */
export function portMeant(text: string): string | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/\s*[/ ]?(tcp|udp)\s*\/?/g, '');
  if (Object.hasOwn(SERVICES, word)) return SERVICES[word];
  const [, from, to] = /^(\d{1,5})(?:\s*(?:-|–|—|\.\.+|:|to|bis)\s*(\d{1,5}))?$/.exec(word) ?? [];
  if (from === undefined) return undefined;
  return to === undefined ? from : `"${from}-${to}"`;
}

/** A list of ports as a model spells it, from one text: 443, 10124-10139; undefined where it is none. */
export function portsMeant(text: string): string | undefined {
  const ports = text
    .split(/\s*[,;]\s*|\s+and\s+|\s+und\s+/)
    .filter((part) => part !== '')
    .map(portMeant);
  return ports.length > 0 && ports.every((port) => port !== undefined) ? `[${ports.join(', ')}]` : undefined;
}
