import { z } from 'zod';
import { withDefault } from '../field.js';
import { hostMeant, isAddress } from '../host-text.js';
import { portMeant, portsMeant } from '../port-text.js';
import { chosen } from './origin.js';

/** `443`, `"10124-10139"`: one port or a closed range. */
const portRange = z
  .union([
    z.int().min(1).max(65535),
    z.string().regex(/^\d{1,5}(\s*-\s*\d{1,5})?$/, { error: ({ input }) => portRemedy(String(input)) }),
  ])
  .transform((text) => {
    const [from, to] = String(text).split('-').map(Number);
    return { from: from!, to: to ?? from! };
  })
  .refine(
    ({ from, to }) => from >= 1 && to <= 65535 && from <= to,
    'ports are 1 to 65535, the lower one first',
  );

function portRemedy(text: string): string {
  const meant = portMeant(text) ?? portsMeant(text)?.slice(1, -1);
  if (meant !== undefined) return meant;
  const example = 'a port (443) or a range of ports ("10124-10139")';
  return /^(any|all|alle|\*)$/i.test(text.trim())
    ? `${example}; left out, open stands for all ports`
    : example;
}

export const portRanges = z.array(portRange);

const isNoAddress = (text: string): boolean => !isAddress(text);

const HOST_LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';

/** A name that lies in a domain: at least two labels. */
export const hostName = z
  .string()
  .regex(new RegExp(`^(${HOST_LABEL}\\.)+${HOST_LABEL}$`, 'i'), {
    error: ({ input }) => hostMeant(String(input)) ?? 'the name of a host, such as cmg.fabrikam.com',
  })
  .refine(isNoAddress, { message: 'it has to be a name, since a certificate names hosts: cmg.fabrikam.com' });

/** A name, or `*.` and the domain that it stands for. */
const hostPattern = z
  .string()
  .regex(new RegExp(`^(\\*\\.)?(${HOST_LABEL}\\.)*${HOST_LABEL}$`, 'i'), {
    error: ({ input }) => hostPatternRemedy(String(input)),
  })
  .refine(isNoAddress, {
    message: 'an address blocks no name: write the name of a host, or "*.azure.com" for all below a domain',
  });

function hostPatternRemedy(text: string): string {
  const meant = hostMeant(text);
  return meant === undefined
    ? 'the name of a host, or "*.azure.com" for all names below a domain; no address and no path'
    : `"${meant}": a name alone, no address and no path`;
}

export const firewallSchema = z
  .strictObject({
    open: portRanges
      .optional()
      .describe('Outbound ports that are open; all others are closed. Left out: all are open'),
    closed: portRanges.optional().describe('Outbound ports that are closed, taken away from the open ones'),
    blockedHosts: z
      .array(hostPattern)
      .optional()
      .describe('Host names that cannot be reached; a leading "*." stands for any subdomain'),
  })
  .describe('Outbound firewall');

export const inspectionSchema = z
  .strictObject({
    name: z.string().optional().describe('What people call the device'),
    leg: z
      .enum(['client-gateway', 'client-storage', 'channel', 'site'])
      .describe(
        'Between clients and CMG, clients and storage, connection point and CMG, connection point and site systems',
      ),
    population: z.string().optional().describe('Only the clients of this population are behind it'),
    blockVerbs: withDefault(
      z.array(z.enum(['HEAD', 'CCM_POST', 'BITS_POST', 'GET', 'PROPFIND'])),
      [],
      chosen(8),
      'HTTP verbs it drops',
    ),
    blockHeaders: withDefault(
      z.array(
        z.enum([
          'Range',
          'CCMClientID',
          'CCMClientIDSignature',
          'CCMClientTimestamp',
          'CCMClientTimestampsSignature',
        ]),
      ),
      [],
      chosen(8),
      'HTTP headers it strips',
    ),
    tls: withDefault(z.boolean(), false, chosen(8), 'It opens TLS and signs with a certificate of its own'),
  })
  .describe('A network device that blocks verbs or headers, or inspects TLS');
