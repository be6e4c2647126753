import { describe, expect, it } from 'vitest';
import { checkNetwork } from '../../../src/model/network/check.js';
import { networkOf } from '../../../src/model/network/from-model.js';
import { REQUEST_NEEDS } from '../../../src/model/network/http.js';
import { modelSchema, requestClasses } from '../../../src/model/schema.js';

type Input = Parameters<typeof modelSchema.parse>[0];
const networkFrom = (input: Record<string, unknown>) =>
  networkOf(modelSchema.parse({ name: 'm', gateway: {}, clients: [{ count: 7 }], ...input } as Input));

describe('the network of a model file', () => {
  it('has the gateway, its names and its channel as the file says', () => {
    const network = networkFrom({
      gateway: { deployment: 'classic', instances: 3, prefix: 'fabrikam', serviceName: 'cmg.fabrikam.com' },
      connectionPoints: {
        count: 2,
        channel: { protocol: 'https' },
        firewall: { open: [443, '10124-10126'] },
        proxy: { connectPorts: 'any' },
      },
    });
    expect(network.gateways).toMatchObject([
      { deployment: 'classic', instances: 3, prefix: 'fabrikam', ownDomainName: 'cmg.fabrikam.com' },
    ]);
    expect(network.connectionPoints).toMatchObject({
      count: 2,
      protocol: 'https',
      firewall: {
        open: [
          { from: 443, to: 443 },
          { from: 10124, to: 10126 },
        ],
      },
      proxy: { connectPorts: 'any', inspectsTls: false },
    });
  });

  it('has every gateway, and the devices', () => {
    const network = networkFrom({
      gateway: undefined,
      gateways: [{ name: 'a' }, { name: 'b', content: false }],
      inspection: [{ leg: 'channel', tls: true }],
    });
    expect(network.gateways.map((gateway) => [gateway.name, gateway.content])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(network.inspection).toMatchObject([{ leg: 'channel', inspectsTls: true, blockVerbs: [] }]);
    expect(checkNetwork(network).requestShare).toBe(1);
  });

  it('weighs request classes by how often clients ask', () => {
    const rates = networkFrom({
      clients: [
        {
          count: 100,
          hours: { from: '22h', to: '10h', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
          authentication: { entra: 0.5, siteToken: 0.5 },
          activities: {
            policy: { period: '1h' },
            'update-scan': { period: '10h', exchanges: 10 },
            state: { period: '1h', probability: 0.25 },
            metering: { enabled: false },
          },
        },
      ],
    }).populations[0]!.requestsPerSecond;
    expect(rates.policy! * 3600).toBeCloseTo(50, 9);
    expect(rates['update-scan']! * 3600).toBeCloseTo(50, 9);
    expect(rates.state! * 3600).toBeCloseTo(12.5, 9);
    expect(rates.token! * 3600).toBeCloseTo(50 * (0.5 / 8 + 0.5 / 720), 9);
    expect(rates).not.toHaveProperty('metering');
    expect(rates).not.toHaveProperty('content-location');
  });

  it('knows the needs of every request class of the schema', () => {
    expect(Object.keys(REQUEST_NEEDS)).toEqual([...requestClasses, 'content-download']);
  });
});
