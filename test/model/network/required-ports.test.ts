import { describe, expect, it } from 'vitest';
import type { DeploymentKind } from '../../../src/model/network/deployment.js';
import type { NetworkModel } from '../../../src/model/network/network-model.js';
import { PORT_NOTES, PORT_RULES } from '../../../src/model/network/port-rules.js';
import { requiredPorts } from '../../../src/model/network/required-ports.js';
import { gateway, network } from './fixture.js';

const COUNTS = [1, 2, 3, 16];
const KINDS: readonly DeploymentKind[] = ['classic', 'scale-set'];
const SERVICE = {
  classic: 'fabrikam.cloudapp.net',
  'scale-set': 'fabrikam.westeurope.cloudapp.azure.com',
} as const;

const anyProxy = { connectPorts: 'any', inspectsTls: false } as const;
const model = (deployment: DeploymentKind, instances: number, change: Partial<NetworkModel> = {}) =>
  network({ gateways: [gateway({ deployment, instances })], ...change });
/** `protocol port` of each requirement that comes from a row. */
const row = (number: number, of: NetworkModel): string[] =>
  requiredPorts(of)
    .filter((port) => port.row === number)
    .map((port) => `${port.protocol} ${port.port}`);
const perInstance = (protocol: string, first: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${protocol} ${first + i}`);

const cases = KINDS.flatMap((kind) => COUNTS.map((instances) => [kind, instances] as const));

describe.each(cases)('ports of a %s gateway with %i instances', (kind, instances) => {
  const it443 = instances === 1 ? ['HTTPS 443'] : [];
  const itPorts = instances === 1 ? [] : perInstance('HTTPS', 10124, instances);
  const only = (wanted: DeploymentKind, ports: string[]): string[] => (kind === wanted ? ports : []);

  it.each([
    [1, ['HTTPS 443']],
    [2, only('scale-set', it443)],
    [3, only('scale-set', itPorts)],
    [4, only('classic', perInstance('TCP-TLS', 10140, instances))],
    [5, only('classic', it443)],
    [6, only('classic', itPorts)],
    [7, ['HTTPS 443']],
    [8, ['HTTPS 443']],
    [9, ['HTTPS 443']],
    [10, []],
    [11, ['HTTPS 8531']],
    [12, []],
  ])('row %i', (number, expected) => {
    expect(row(number, model(kind, instances))).toEqual(expected);
  });

  it('rows 10 and 12 take the place of 9 and 11 with HTTP', () => {
    const http = model(kind, instances, {
      managementPoint: { protocol: 'http' },
      updatePoint: { protocol: 'http', port: 'wsus' },
    });
    expect([9, 10, 11, 12].map((number) => row(number, http))).toEqual([[], ['HTTP 80'], [], ['HTTP 8530']]);
  });

  it('rows 11 and 12 have the ports of the default website too', () => {
    for (const [protocol, port, number] of [
      ['https', 443, 11],
      ['http', 80, 12],
    ] as const) {
      const of = model(kind, instances, { updatePoint: { protocol, port: 'default' } });
      expect(row(number, of)).toEqual([`${protocol.toUpperCase()} ${port}`]);
    }
  });

  it('note 1: TCP-TLS is for classic, preferred, one port an instance, and never through a proxy', () => {
    const tcpTls = requiredPorts(model(kind, instances)).filter((port) => port.protocol === 'TCP-TLS');
    expect(tcpTls.map((port) => [port.instance, port.need])).toEqual(
      kind === 'classic' ? Array.from({ length: instances }, (_, i) => [i, 'preferred']) : [],
    );
    const connectionPoints = { ...network().connectionPoints, proxy: anyProxy };
    expect(row(4, model(kind, instances, { connectionPoints }))).toEqual([]);
  });

  it('note 2: HTTPS 443 is for one instance; for classic as the fallback', () => {
    const noted = requiredPorts(model(kind, instances)).filter((port) => port.notes.includes(2));
    expect(noted.map((port) => [port.port, port.instance, port.need])).toEqual(
      instances === 1 ? [[443, null, kind === 'classic' ? 'fallback' : 'required']] : [],
    );
  });

  it('note 3: HTTPS 10124 and up for several instances, and not 443', () => {
    const channel = requiredPorts(model(kind, instances)).filter(
      (port) => port.server === 'cmg-service' && port.protocol === 'HTTPS',
    );
    expect(channel.map((port) => port.port)).toEqual(
      instances === 1 ? [443] : Array.from({ length: instances }, (_, i) => 10124 + i),
    );
  });

  it('names the server by the name that the model gives it', () => {
    const hosts = new Map(requiredPorts(model(kind, instances)).map((port) => [port.server, port.host]));
    expect(Object.fromEntries(hosts)).toEqual({
      azure: 'management.azure.com',
      'cmg-service': SERVICE[kind],
      cmg: SERVICE[kind],
      'blob-storage': 'fabrikam.blob.core.windows.net',
      'management-point': null,
      'software-update-point': null,
    });
  });
});

describe('ports of a model', () => {
  it('start at the site or at clients, outbound, save those that stay on-premises', () => {
    const inside = requiredPorts(network()).filter((port) => port.direction === 'on-premises');
    expect(inside.map((port) => port.row)).toEqual([9, 11]);
  });

  it('leave blob storage out where the gateway has no content', () => {
    expect(row(8, network({ gateways: [gateway({ content: false })] }))).toEqual([]);
  });

  it('need no fallback where the protocol is forced, and HTTPS alone behind a proxy', () => {
    const forced = (protocol: 'tcp-tls' | 'https') =>
      requiredPorts(
        model('classic', 2, { connectionPoints: { ...network().connectionPoints, protocol } }),
      ).filter((port) => port.server === 'cmg-service');
    expect(forced('tcp-tls').map((port) => [port.port, port.need])).toEqual([
      [10140, 'required'],
      [10141, 'required'],
    ]);
    expect(forced('https').map((port) => [port.port, port.need])).toEqual([
      [10124, 'required'],
      [10125, 'required'],
    ]);
    const behindProxy = model('classic', 1, {
      connectionPoints: { ...network().connectionPoints, proxy: anyProxy },
    });
    expect(requiredPorts(behindProxy).find((port) => port.row === 5)?.need).toBe('required');
  });

  it('are listed for each gateway', () => {
    const two = network({ gateways: [gateway(), gateway({ name: 'us', prefix: 'contoso', instances: 2 })] });
    expect(
      requiredPorts(two)
        .filter((port) => port.server === 'cmg-service')
        .map((port) => `${port.gateway} ${port.host} ${port.port}`),
    ).toEqual([
      'cmg fabrikam.westeurope.cloudapp.azure.com 443',
      'us contoso.westeurope.cloudapp.azure.com 10124',
      'us contoso.westeurope.cloudapp.azure.com 10125',
    ]);
  });
});

describe('the port table', () => {
  it('has twelve rows, each noted as the article does', () => {
    expect(PORT_RULES.map((rule) => [rule.row, rule.notes])).toEqual([
      [1, []],
      [2, [2]],
      [3, [3]],
      [4, [1]],
      [5, [2]],
      [6, [3]],
      [7, []],
      [8, []],
      [9, []],
      [10, []],
      [11, []],
      [12, []],
    ]);
    expect(Object.keys(PORT_NOTES)).toEqual(['1', '2', '3']);
  });

  it('says where in the article a port comes from', () => {
    expect(requiredPorts(model('classic', 3)).find((port) => port.port === 10126)?.section).toBe(
      'Ports, row 6, note 3',
    );
  });
});
