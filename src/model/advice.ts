import { formatPath, type Path } from './problem.js';

interface Advice {
  /** Where the field stands: the end of its path. */
  readonly under: RegExp;
  /** Its name, in small letters without hyphens. */
  readonly name: RegExp;
  /** Where it matters: the kind of event that the field stands in. */
  readonly event?: string;
  readonly remedy: string;
}

const FIREWALL = /(^|\.)firewall$/;
const EVENT = /^events\.\d+$/;
const AUTHENTICATION = /(^|\.)authentication$/;

/** Fields that people look for and a model does not have, with what to do instead. */
const ADVICE: readonly Advice[] = [
  {
    under: FIREWALL,
    name: /^(allow|permit|open|white|accept)\w*(host|url|name|domain|fqdn|list|site|endpoint)s?$/,
    remedy:
      'lists of allowed hosts are not modelled yet: what blockedHosts does not name can be reached; list there what is blocked, and the ports that are open in open',
  },
  {
    under: FIREWALL,
    name: /^(allow|permit|accept|open)\w*(ports?)?$/,
    remedy: 'write open, a list of ports',
  },
  {
    under: FIREWALL,
    name: /^(block|den|clos|drop|forbid|refus)\w*ports?$|^(block|blocked|deny|denied|close|drop)$/,
    remedy: 'write closed, a list of ports, or blockedHosts, a list of names',
  },
  {
    under: FIREWALL,
    name: /^(den|forbid|refus|drop|black)\w*(host|url|name|domain|fqdn|list|site|endpoint)s?$/,
    remedy: 'write blockedHosts, a list of names',
  },
  {
    under: /(^|\.)inspection\.\d+$/,
    name: /^(allow|permit|pass|accept)\w*(verb|method|header)s?$/,
    remedy: 'what a device does not block passes: list what it blocks in blockVerbs and blockHeaders',
  },
  {
    under: /(^|\.)proxy$/,
    name: /^(proxy)?(address|addr|host|hostname|fqdn|url|uri|name|server|ip|port|https?\w*)$/,
    remedy:
      'remove it: the address of a proxy is not needed; the ports to which it allows CONNECT stand in connectPorts',
  },
  {
    under: AUTHENTICATION,
    name: /hybrid|^haadj$|^domainjoin/,
    remedy:
      'hybrid-joined devices sign in with Entra ID: add their share to entra, or to certificate where they have a client certificate',
  },
  {
    under: AUTHENTICATION,
    name: /^(aad|azure|entra|cloudjoin|workplacejoin|registered)/,
    remedy: 'write entra: such devices sign in with Microsoft Entra ID',
  },
  {
    under: AUTHENTICATION,
    name: /^(pki|cert|clientcert|mtls|smartcard|machinecert)/,
    remedy: 'write certificate: the share with a client certificate',
  },
  {
    under: AUTHENTICATION,
    name: /^(bulk|token|registrationtoken|ccmtoken|ehttp|enhancedhttp)/,
    remedy: 'write siteToken: the share that the site has given a token',
  },
  {
    under: AUTHENTICATION,
    name: /^(kerberos|ntlm|windows|ad|domain|workgroup|onprem\w*)$/,
    remedy: 'a gateway takes no Windows sign-in: write entra, certificate or siteToken',
  },
  {
    under: EVENT,
    name: /^(occurs|mtbf|duration|every|repeat\w*|until|for)$/,
    event: 'scale',
    remedy: 'remove it: a scale comes once and lasts, until another one',
  },
];

/**
 * What to do instead of a field that a model does not have; undefined where nothing special is known.
 * @param beside the mapping that it stands in
 */
export function adviceFor(path: Path, key: string, beside: unknown): string | undefined {
  const [place, name] = [formatPath(path), key.toLowerCase().replace(/[^a-z0-9]/g, '')];
  const { event } = (beside ?? {}) as { readonly event?: unknown };
  return ADVICE.find(
    (one) => one.under.test(place) && one.name.test(name) && (one.event === undefined || one.event === event),
  )?.remedy;
}
