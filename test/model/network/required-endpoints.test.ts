import { describe, expect, it } from 'vitest';
import type { NetworkGateway } from '../../../src/model/network/deployment.js';
import { requiredEndpoints } from '../../../src/model/network/required-endpoints.js';
import { gateway, network, population } from './fixture.js';

const rows = (change: Partial<NetworkGateway>): string[] =>
  requiredEndpoints(network({ gateways: [gateway(change)] })).map(
    (endpoint) => `${endpoint.role}: ${endpoint.what}: ${endpoint.host}`,
  );

const SCP = 'service-connection-point';
const CP = 'connection-point';

describe('internet endpoints in the Azure public cloud', () => {
  it('of a scale set, every role', () => {
    expect(rows({})).toEqual([
      `${SCP}: Azure endpoints of the environment: null`,
      `${SCP}: Azure services: management.azure.com`,
      `${SCP}: Entra user discovery (Microsoft Graph): graph.microsoft.com`,
      `${CP}: service name: fabrikam.westeurope.cloudapp.azure.com`,
      `${CP}: storage endpoint 1 (blob): fabrikam.blob.core.windows.net`,
      `${CP}: storage endpoint 2 (table): fabrikam.table.core.windows.net`,
      `${CP}: key vault: fabrikam.vault.azure.net`,
      'client: deployment name: fabrikam.westeurope.cloudapp.azure.com',
      'client: storage endpoint (blob): fabrikam.blob.core.windows.net',
      'client: Entra endpoint: login.microsoftonline.com',
      'console: Entra endpoints: login.microsoftonline.com',
      'console: Entra endpoints: aadcdn.msauth.net',
      'console: Entra endpoints: aadcdn.msftauth.net',
    ]);
  });

  it('of a classic cloud service: its deployment name has no region', () => {
    expect(rows({ deployment: 'classic' }).filter((row) => row.includes('cloudapp'))).toEqual([
      `${CP}: service name: fabrikam.cloudapp.net`,
      'client: deployment name: fabrikam.cloudapp.net',
    ]);
  });

  it('with a name in a domain of your own: service name and deployment name differ', () => {
    expect(rows({ ownDomainName: 'cmg.fabrikam.com' }).filter((row) => / name: /.test(row))).toEqual([
      `${CP}: service name: cmg.fabrikam.com`,
      `${CP}: deployment name: fabrikam.westeurope.cloudapp.azure.com`,
      'client: service name: cmg.fabrikam.com',
      'client: deployment name: fabrikam.westeurope.cloudapp.azure.com',
    ]);
  });
});

describe('internet endpoints in Azure US Government', () => {
  it.each(['scale-set', 'classic'] as const)('of a %s gateway, every role', (deployment) => {
    expect(rows({ deployment, environment: 'azure-us-government' })).toEqual([
      `${SCP}: Azure endpoints of the environment: null`,
      `${SCP}: Azure services: management.usgovcloudapi.net`,
      `${SCP}: Entra user discovery (Microsoft Graph): graph.microsoft.com`,
      `${CP}: service name: fabrikam.usgovcloudapp.net`,
      `${CP}: storage endpoint 1 (blob): fabrikam.blob.core.usgovcloudapi.net`,
      `${CP}: storage endpoint 2 (table): fabrikam.table.core.usgovcloudapi.net`,
      `${CP}: key vault: fabrikam.vault.usgovcloudapi.net`,
      'client: deployment name: fabrikam.usgovcloudapp.net',
      'client: storage endpoint (blob): fabrikam.blob.core.usgovcloudapi.net',
      'client: Entra endpoint: login.microsoftonline.us',
      'console: Entra endpoints: login.microsoftonline.us',
    ]);
  });
});

describe('internet endpoints', () => {
  it('leave out what the deployment does not use: content, and Entra ID when no client signs in with it', () => {
    const model = network({
      gateways: [gateway({ content: false })],
      populations: [population({ authentication: { entra: 0, certificate: 1, siteToken: 0 } })],
    });
    const client = requiredEndpoints(model).filter((endpoint) => endpoint.role === 'client');
    expect(client.map((endpoint) => endpoint.what)).toEqual(['deployment name']);
  });

  it('have no placeholder, and a look-up where the article gives no name', () => {
    for (const endpoint of requiredEndpoints(network())) {
      expect(endpoint.host ?? endpoint.remark).not.toMatch(/[<>{}]|undefined|prefix|region/i);
      expect(endpoint.section).toBe('Internet endpoints');
    }
  });

  it('are in lower case, as names on the internet compare', () => {
    expect(rows({ prefix: 'Fabrikam', region: 'WestEurope' })).toEqual(rows({}));
  });
});
