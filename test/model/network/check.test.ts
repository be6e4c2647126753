import { describe, expect, it } from 'vitest';
import type { FlowCheck } from '../../../src/model/network/check/flow.js';
import { checkNetwork } from '../../../src/model/network/check.js';
import type { InspectionDevice } from '../../../src/model/network/deployment.js';
import type { NetworkModel } from '../../../src/model/network/network-model.js';
import { device, gateway, network, population, ports } from './fixture.js';

const HOST = 'fabrikam.westeurope.cloudapp.azure.com';
const connectionPoints = (change: Partial<NetworkModel['connectionPoints']>) => ({
  ...network().connectionPoints,
  ...change,
});
const flow = (model: NetworkModel, id: FlowCheck['flow'], from = ''): FlowCheck =>
  checkNetwork(model).flows.find((each) => each.flow === id && each.from.includes(from))!;

describe('a network without rules', () => {
  it('works in every flow', () => {
    const check = checkNetwork(network());
    expect(check).toMatchObject({ state: 'works', requestShare: 0, downloadShare: 0, open: [], improve: [] });
    expect(check.flows.map((each) => `${each.from} -> ${each.to}: ${each.state}`)).toEqual([
      'service connection point -> management.azure.com: works',
      'service connection point -> graph.microsoft.com: works',
      `connection point -> ${HOST}: works`,
      'connection point -> fabrikam.blob.core.windows.net: works',
      'connection point -> fabrikam.table.core.windows.net: works',
      'connection point -> fabrikam.vault.azure.net: works',
      `client (clients) -> ${HOST}: works`,
      'client (clients) -> fabrikam.blob.core.windows.net: works',
      'client (clients) -> login.microsoftonline.com: works',
      'connection point -> management point: works',
      'connection point -> software update point: works',
      'client -> CMG: works',
      'client -> blob storage: works',
      'connection point -> CMG: works',
      'connection point -> site systems: works',
    ]);
  });

  it.each([
    ['scale-set', 1, 'Ports, row 2, note 2'],
    ['scale-set', 3, 'Ports, row 3, note 3'],
    ['classic', 1, 'Ports, row 4, note 1; Ports, row 5, note 2'],
    ['classic', 16, 'Ports, row 4, note 1; Ports, row 6, note 3'],
  ] as const)(
    'names the rows that the channel of a %s gateway of %i follows',
    (deployment, instances, rows) => {
      const model = network({ gateways: [gateway({ deployment, instances })] });
      expect(flow(model, 'channel').section).toBe(`Data flow, step 2; ${rows}`);
    },
  );

  it.each([
    ['https', 'wsus', ['HTTPS 443 row 9', 'HTTPS 8531 row 11']],
    ['https', 'default', ['HTTPS 443 row 9', 'HTTPS 443 row 11']],
    ['http', 'wsus', ['HTTP 80 row 10', 'HTTP 8530 row 12']],
    ['http', 'default', ['HTTP 80 row 10', 'HTTP 80 row 12']],
  ] as const)(
    'forwards to site systems with %s on the %s port, once for all gateways',
    (protocol, port, flows) => {
      const model = network({
        gateways: [gateway(), gateway({ name: 'b', prefix: 'b' })],
        managementPoint: { protocol },
        updatePoint: { protocol, port },
      });
      const forward = checkNetwork(model).flows.filter((each) => each.flow === 'forward');
      expect(forward.map(({ over, section }) => `${over} ${section.split(', ').at(-1)}`)).toEqual(flows);
      expect(forward.map(({ to }) => to)).toEqual(['management point', 'software update point']);
    },
  );

  it('has null shares when nobody asks for anything', () => {
    const silent = network({ populations: [population({ clients: 0, requestsPerSecond: {} })] });
    expect(checkNetwork(silent)).toMatchObject({ requestShare: null, downloadShare: null });
  });
});

describe('a classic gateway behind a proxy that allows CONNECT to 443 alone', () => {
  const behind = (instances: number): NetworkModel =>
    network({
      gateways: [gateway({ deployment: 'classic', instances })],
      connectionPoints: connectionPoints({ proxy: { connectPorts: ports(443), inspectsTls: false } }),
    });

  it('has no channel at all with two instances, and says why and what to open', () => {
    const check = checkNetwork(behind(2));
    expect(check).toMatchObject({
      state: 'broken',
      requestShare: 1,
      requestShareByCause: { 'no-channel': 1 },
    });
    expect(check.open).toEqual(['proxy: allow CONNECT to port 10124-10125 of fabrikam.cloudapp.net']);
    expect(flow(behind(2), 'channel')).toMatchObject({
      state: 'broken',
      cause: 'no-channel',
      requestShare: 1,
      downloadShare: 1,
      reason:
        'no channel to 2 of 2 instances: TCP-TLS to port 10140 cannot cross a web proxy; the proxy refuses CONNECT to port 10124',
    });
  });

  it('works over HTTPS 443 with one, though not over TCP-TLS', () => {
    const check = checkNetwork(behind(1));
    expect(check).toMatchObject({ state: 'degraded', requestShare: 0, open: [] });
    const channel = flow(behind(1), 'channel');
    expect(channel).toMatchObject({ state: 'degraded', cause: null });
    expect(channel.parts).toMatchObject([{ uses: { protocol: 'HTTPS', port: 443 }, state: 'degraded' }]);
    expect(channel.reason).toBe('fell back to HTTPS: TCP-TLS to port 10140 cannot cross a web proxy');
  });
});

describe('a firewall that opens 10124-10125 when the gateway grows to three instances', () => {
  const model = network({
    gateways: [gateway({ instances: 3 })],
    connectionPoints: connectionPoints({ firewall: { open: ports([10124, 10125]) } }),
  });

  it('degrades the channel, breaks the third instance and fails a third of the requests', () => {
    const channel = flow(model, 'channel');
    expect(channel.state).toBe('degraded');
    expect(channel.parts.map((part) => part.state)).toEqual(['works', 'works', 'broken']);
    expect(channel.requestShare).toBeCloseTo(1 / 3, 12);
    const check = checkNetwork(model);
    expect(check.state).toBe('broken');
    expect(check.requestShare).toBeCloseTo(1 / 3, 12);
    expect(check.downloadShare).toBeCloseTo(1 / 3, 12);
    expect(check.open).toEqual([`connection point firewall: open HTTPS 10126 to ${HOST}`]);
  });
});

describe('a firewall that closes TCP-TLS before a classic gateway', () => {
  it('degrades every instance, fails nothing, and opening the ports improves it', () => {
    const model = network({
      gateways: [gateway({ deployment: 'classic', instances: 3 })],
      connectionPoints: connectionPoints({ firewall: { closed: ports([10140, 10155]) } }),
    });
    expect(checkNetwork(model)).toMatchObject({
      state: 'degraded',
      requestShare: 0,
      open: [],
      improve: ['connection point firewall: open TCP-TLS 10140-10142 to fabrikam.cloudapp.net'],
    });
  });
});

describe('rules around clients', () => {
  const two = (firewall: NonNullable<ReturnType<typeof population>['firewall']>): NetworkModel =>
    network({
      populations: [
        population({ name: 'home', clients: 300 }),
        population({
          name: 'branch',
          clients: 100,
          firewall,
          authentication: { entra: 0.5, certificate: 0.5, siteToken: 0 },
        }),
      ],
    });

  it('a closed 443 fails every request and download of the population', () => {
    const model = two({ closed: ports(443) });
    expect(checkNetwork(model)).toMatchObject({
      state: 'broken',
      requestShare: 0.5,
      requestShareByCause: { 'port-closed': 0.5 },
      downloadShare: 0.25,
    });
    expect(flow(model, 'requests', 'branch').open).toMatchObject([{ allow: 'port', port: 443, host: HOST }]);
    expect(flow(model, 'requests', 'home').state).toBe('works');
  });

  it('a blocked storage name fails downloads alone', () => {
    const check = checkNetwork(two({ blockedHosts: ['*.blob.core.windows.net'] }));
    expect(check).toMatchObject({ state: 'broken', requestShare: 0, downloadShare: 0.25 });
    expect(check.open).toEqual(['client (branch) firewall: allow fabrikam.blob.core.windows.net']);
  });

  it('a blocked Entra name fails the clients that sign in with it', () => {
    const check = checkNetwork(two({ blockedHosts: ['login.microsoftonline.com'] }));
    expect(check.requestShareByCause).toEqual({ token: 0.25 });
  });

  it('a blocked deployment name fails them though the service has a name of its own', () => {
    const model = {
      ...two({ blockedHosts: [HOST] }),
      gateways: [gateway({ ownDomainName: 'cmg.fabrikam.com' })],
    };
    expect(checkNetwork(model).requestShareByCause).toEqual({ 'host-blocked': 0.5 });
  });
});

describe('devices that block verbs and headers', () => {
  const blocking = (change: Partial<InspectionDevice>): NetworkModel =>
    network({
      inspection: [device(change)],
      populations: [population({ name: 'home' }), population({ name: 'branch', clients: 300 })],
    });

  it('name the client activities that stop working, and the share of requests', () => {
    const model = blocking({ blockVerbs: ['BITS_POST'] });
    const http = flow(model, 'http', 'client');
    expect(http).toMatchObject({ state: 'degraded', cause: 'verb-blocked', requestShare: 0.25 });
    expect(http.parts.map((part) => [part.name, part.reason])).toEqual([
      ['hardware inventory', 'a device blocks BITS_POST'],
    ]);
    expect(checkNetwork(model)).toMatchObject({
      state: 'broken',
      requestShareByCause: { 'verb-blocked': 0.25 },
      open: ['device between client and CMG: let the verb BITS_POST through'],
    });
  });

  it('concern their own population alone', () => {
    const check = checkNetwork(blocking({ blockHeaders: ['CCMClientID'], population: 'branch' }));
    expect(check).toMatchObject({ requestShareByCause: { 'header-blocked': 0.5 }, downloadShare: 0.75 });
    const legs = check.flows.filter((each) => each.flow === 'http' && each.to === 'CMG');
    expect(legs.map((each) => [each.from, each.state])).toEqual([
      ['client (home)', 'works'],
      ['client (branch)', 'degraded'],
      ['connection point', 'works'],
    ]);
  });

  it('stop downloads on the way to storage without a request failing', () => {
    const check = checkNetwork(blocking({ leg: 'client-storage', blockHeaders: ['Range'] }));
    expect(check).toMatchObject({ state: 'broken', requestShare: 0, downloadShare: 1 });
  });

  it('stop clients with a certificate when they open TLS', () => {
    const model = network({
      inspection: [device({ inspectsTls: true })],
      populations: [population({ authentication: { entra: 0.75, certificate: 0.25, siteToken: 0 } })],
    });
    expect(checkNetwork(model)).toMatchObject({
      requestShareByCause: { 'tls-inspected': 0.25 },
      open: ['device between client and CMG: exempt the gateway from TLS inspection'],
    });
  });

  it('break the channel when they open TLS there', () => {
    const model = network({ inspection: [device({ leg: 'channel', inspectsTls: true })] });
    expect(flow(model, 'channel')).toMatchObject({
      state: 'broken',
      open: [{ at: 'device on the channel', allow: 'tls', host: HOST }],
    });
  });
});

describe('rules around the site', () => {
  it('a blocked management endpoint breaks deployment, and requests only before the gateway exists', () => {
    const blocked = (provisioned: boolean): NetworkModel =>
      network({
        gateways: [gateway({ provisioned })],
        serviceConnectionPoint: { online: true, firewall: { blockedHosts: ['management.azure.com'] } },
      });
    expect(flow(blocked(true), 'deploy')).toMatchObject({ state: 'broken', requestShare: 0 });
    expect(flow(blocked(false), 'deploy')).toMatchObject({ state: 'broken', requestShare: 1 });
    expect(checkNetwork(blocked(true))).toMatchObject({ state: 'broken', requestShare: 0 });
  });

  it('a service connection point that is offline deploys nothing', () => {
    expect(flow(network({ serviceConnectionPoint: { online: false } }), 'deploy')).toMatchObject({
      state: 'broken',
      open: [{ name: 'set it to online mode' }],
    });
  });

  it('a blocked key vault is broken, with a share that nobody knows', () => {
    const model = network({
      connectionPoints: connectionPoints({ firewall: { blockedHosts: ['*.vault.azure.net'] } }),
    });
    expect(flow(model, 'gateway-vault')).toMatchObject({ state: 'broken', requestShare: null });
  });
});

describe('several gateways', () => {
  it('share the requests, so that one without a channel fails its part', () => {
    const model = network({
      gateways: [gateway({ name: 'a' }), gateway({ name: 'b', prefix: 'contoso', instances: 2 })],
      connectionPoints: connectionPoints({ firewall: { open: ports(443) } }),
    });
    expect(checkNetwork(model)).toMatchObject({
      requestShare: 0.5,
      requestShareByCause: { 'no-channel': 0.5 },
    });
  });
});

describe('what to open', () => {
  it('is everything in the way of a connection, ports joined into ranges', () => {
    const walled = network({
      gateways: [gateway({ instances: 4 })],
      connectionPoints: connectionPoints({
        firewall: { open: ports(443), blockedHosts: ['*.azure.com'] },
        proxy: { connectPorts: ports(443), inspectsTls: true },
      }),
    });
    expect(checkNetwork(walled).open).toEqual([
      `proxy: allow CONNECT to port 10124-10127 of ${HOST}`,
      `connection point firewall: allow ${HOST}`,
      `connection point firewall: open HTTPS 10124-10127 to ${HOST}`,
      `proxy: exempt ${HOST} from TLS inspection`,
    ]);
  });
});

describe('a proxy with too few tunnels', () => {
  const crowded = (instances: number, limit: number): NetworkModel =>
    network({
      gateways: [gateway({ instances })],
      connectionPoints: connectionPoints({
        proxy: { connectPorts: 'any', inspectsTls: false },
        tunnels: { limit, perChannel: 16 },
      }),
    });

  it('leaves the last instances without a channel', () => {
    const check = checkNetwork(crowded(3, 40));
    expect(check).toMatchObject({
      state: 'broken',
      requestShareByCause: { 'no-channel': expect.closeTo(2 / 3, 9) },
      open: ['proxy: let it hold 96 tunnels at once'],
    });
    expect(flow(crowded(3, 40), 'channel').reason).toBe(
      'no channel to 2 of 3 instances: the proxy holds 40 tunnels already',
    );
  });

  it('is said together with what hides it, so that one change request is enough', () => {
    const model = crowded(3, 40);
    const refusing = { ...model.connectionPoints, proxy: { connectPorts: ports(443), inspectsTls: false } };
    expect(checkNetwork({ ...model, connectionPoints: refusing }).open).toEqual([
      `proxy: allow CONNECT to port 10124-10126 of ${HOST}`,
      'proxy: let it hold 96 tunnels at once',
    ]);
    const roomy = { ...refusing, tunnels: { limit: 96, perChannel: 16 } };
    expect(checkNetwork({ ...model, connectionPoints: roomy }).open).toHaveLength(1);
  });

  it('only degrades an instance that some connection points reach', () => {
    const check = checkNetwork(crowded(3, 95));
    expect(check).toMatchObject({
      state: 'degraded',
      requestShare: 0,
      improve: ['proxy: let it hold 96 tunnels at once'],
    });
    expect(flow(crowded(3, 95), 'channel').parts[2]!.reason).toBe(
      '1 of 2 connection points without a channel: the proxy holds 95 tunnels already',
    );
    expect(checkNetwork(crowded(3, 96)).state).toBe('works');
  });
});

describe('a device that stops token requests', () => {
  it('stops everything else of clients that sign in with Entra ID, as their tokens expire', () => {
    const model = network({
      inspection: [device({ blockVerbs: ['CCM_POST'] })],
      populations: [
        population({
          authentication: { entra: 0.5, certificate: 0.5, siteToken: 0 },
          requestsPerSecond: { token: 1, metering: 3 },
        }),
      ],
    });
    const http = flow(model, 'http', 'client');
    expect(http.parts.map((part) => [part.name, part.requestShare])).toContainEqual([
      'everything else of clients that sign in with Microsoft Entra ID',
      0.375,
    ]);
    expect(http.requestShare).toBe(0.625);
    expect(checkNetwork(model).requestShareByCause).toEqual({ 'verb-blocked': 0.25, token: 0.375 });
  });
});
