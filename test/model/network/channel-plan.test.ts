import { describe, expect, it } from 'vitest';
import {
  type ChannelInput,
  type ChannelPath,
  channelPlan,
  httpsPort,
  tcpTlsPort,
} from '../../../src/model/network/channel-plan.js';

const COUNTS = [1, 2, 3, 16];
const port443 = { connectPorts: [{ from: 443, to: 443 }], inspectsTls: false };
const anyPort = { connectPorts: 'any', inspectsTls: false } as const;
const noTcpTls = { closed: [{ from: 10140, to: 10155 }] };

const plan = (input: Partial<ChannelInput>): ChannelPath[] =>
  channelPlan({ deployment: 'scale-set', instances: 1, connectionPoints: 1, protocol: 'auto', ...input });
const tried = (path: ChannelPath): string[] =>
  path.attempts.map((attempt) => `${attempt.protocol} ${attempt.port} ${attempt.outcome}`);
const chosen = (path: ChannelPath): string | null =>
  path.chosen && `${path.chosen.protocol} ${path.chosen.port}`;

describe('channel plan of a scale set', () => {
  it('uses HTTPS 443 to the load balancer with one instance, and never TCP-TLS', () => {
    const [only] = plan({ instances: 1 });
    expect(only!.attempts).toHaveLength(1);
    expect(only!.chosen).toMatchObject({
      protocol: 'https',
      port: 443,
      target: 'load-balancer',
      via: 'direct',
    });
  });

  it.each([2, 3, 16])('uses HTTPS 10124 and up to each of %i instances, not 443', (instances) => {
    const paths = plan({ instances });
    expect(paths.map(chosen)).toEqual(Array.from({ length: instances }, (_, i) => `https ${10124 + i}`));
    expect(paths.every((path) => path.attempts.length === 1 && path.chosen?.target === 'instance')).toBe(
      true,
    );
  });

  it('has a path for every pair of connection point and instance', () => {
    const pairs = plan({ instances: 3, connectionPoints: 2 }).map((p) => [p.connectionPoint, p.instance]);
    expect(pairs).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
  });

  it('refuses TCP-TLS', () => {
    expect(() => plan({ protocol: 'tcp-tls' })).toThrow(RangeError);
  });
});

describe('channel plan of a classic cloud service', () => {
  const classic = (input: Partial<ChannelInput>): ChannelPath[] => plan({ deployment: 'classic', ...input });

  it.each(COUNTS)('prefers TCP-TLS 10140 and up with %i instances', (instances) => {
    const paths = classic({ instances });
    expect(paths.map(tried)).toEqual(
      Array.from({ length: instances }, (_, i) => [`tcp-tls ${10140 + i} works`]),
    );
  });

  it.each(COUNTS)('falls back to HTTPS with %i instances where a firewall closes TCP-TLS', (instances) => {
    const paths = classic({ instances, firewall: noTcpTls });
    expect(paths.map(tried)).toEqual(
      Array.from({ length: instances }, (_, i) => [
        `tcp-tls ${10140 + i} timeout`,
        `https ${instances === 1 ? 443 : 10124 + i} works`,
      ]),
    );
  });

  it.each(COUNTS)('rules TCP-TLS out behind a proxy, with %i instances', (instances) => {
    const paths = classic({ instances, proxy: anyPort });
    expect(paths.map((path) => path.attempts[0]!.outcome)).toEqual(Array(instances).fill('not-proxyable'));
    expect(paths.map((path) => path.chosen)).toEqual(
      Array.from({ length: instances }, (_, i) =>
        expect.objectContaining({ protocol: 'https', port: httpsPort(instances, i), via: 'proxy' }),
      ),
    );
  });

  it('works through a proxy that allows CONNECT to 443 alone with one instance, and not with two', () => {
    expect(classic({ instances: 1, proxy: port443 }).map(chosen)).toEqual(['https 443']);
    const two = classic({ instances: 2, proxy: port443 });
    expect(two.map(chosen)).toEqual([null, null]);
    expect(two[0]!.reason).toBe(
      'TCP-TLS to port 10140 cannot cross a web proxy; the proxy refuses CONNECT to port 10124',
    );
  });

  it('decides instance by instance', () => {
    const firewall = {
      open: [
        { from: 443, to: 443 },
        { from: 10140, to: 10140 },
        { from: 10125, to: 10125 },
      ],
    };
    expect(classic({ instances: 3, firewall }).map(chosen)).toEqual(['tcp-tls 10140', 'https 10125', null]);
  });

  it('has no fallback when TCP-TLS is forced, and skips it when HTTPS is', () => {
    expect(classic({ protocol: 'tcp-tls', firewall: noTcpTls }).map(tried)).toEqual([
      ['tcp-tls 10140 timeout'],
    ]);
    expect(classic({ protocol: 'https' }).map(tried)).toEqual([['https 443 works']]);
  });
});

describe('what stands in the way of a channel', () => {
  it('is TLS inspection, in the proxy or on the way, because authentication is mutual', () => {
    expect(plan({ proxy: { ...anyPort, inspectsTls: true } })[0]!.attempts[0]!.outcome).toBe('inspection');
    expect(plan({ inspectsTls: true })[0]!.attempts[0]!.outcome).toBe('inspection');
    const [classic] = plan({ deployment: 'classic', inspectsTls: true });
    expect(tried(classic!)).toEqual(['tcp-tls 10140 inspection', 'https 443 inspection']);
  });

  it('is a firewall that blocks the name of the service, by itself or by its domain', () => {
    const host = 'fabrikam.westeurope.cloudapp.azure.com';
    for (const rule of [host, '*.CloudApp.azure.com']) {
      const [path] = plan({ hosts: [host], firewall: { blockedHosts: [rule] } });
      expect(path!.attempts[0]!.outcome).toBe('blocked-host');
    }
    expect(plan({ hosts: [host], firewall: { blockedHosts: ['*.example.com'] } })[0]!.reason).toBeNull();
  });

  it('is what the firewall does not open, and what it closes of that', () => {
    const firewall = { open: [{ from: 10124, to: 10126 }], closed: [{ from: 10125, to: 10125 }] };
    expect(plan({ instances: 4, firewall }).map(chosen)).toEqual(['https 10124', null, 'https 10126', null]);
  });

  it('is the firewall for a proxy too, which stands before it', () => {
    expect(plan({ proxy: anyPort, firewall: { open: [] } })[0]!.attempts[0]!.outcome).toBe('timeout');
  });
});

describe('the ports of an instance', () => {
  it('count up from 10140 and 10124 to the sixteenth', () => {
    expect([tcpTlsPort(0), tcpTlsPort(15)]).toEqual([10140, 10155]);
    expect([httpsPort(16, 0), httpsPort(16, 15), httpsPort(1, 0)]).toEqual([10124, 10139, 443]);
  });

  it('exist for 1 to 16 instances', () => {
    for (const instances of [0, 17, 1.5]) expect(() => plan({ instances })).toThrow(RangeError);
  });
});
