import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../src/model/load.js';
import { formatProblem } from '../../../src/model/problem.js';
import type { Model } from '../../../src/model/schema.js';

const MODEL = `name: m
gateway: {}
connectionPoints: {firewall: {}, proxy: {}}
site: {serviceConnectionPoint: {firewall: {}}}
clients: [{name: home, count: 1, firewall: {}}]
`;
const load = (override: string) => loadModel(MODEL, 'm.yaml', { overrides: [override] });

function modelOf(override: string): Model {
  const loaded = load(override);
  if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.value;
}
function problemOf(override: string): string[] {
  const loaded = load(override);
  return 'problems' in loaded ? loaded.problems.map(formatProblem) : [];
}

const FIREWALLS = ['connectionPoints.firewall', 'site.serviceConnectionPoint.firewall', 'clients.0.firewall'];

describe.each(FIREWALLS)('%s', (path) => {
  it.each([
    'open=[443, "10124-10139"]',
    'open=[]',
    'closed=[1, 65535]',
    'blockedHosts=["*.azure.com", login.microsoftonline.com, "*.example", FABRIKAM.cloudapp.net]',
  ])('takes %s', (rule) => {
    expect(problemOf(`${path}.${rule}`)).toEqual([]);
  });

  it.each([
    ['open=[0]', '0 is too small'],
    ['open=[70000]', '70000 is too large'],
    ['open=["10139-10124"]', 'ports are 1 to 65535, the lower one first'],
    ['closed=["443-"]', 'write a port (443) or a range of ports ("10124-10139")'],
    ['closed=443', 'write [443]'],
    ['blockedHosts=["https://fabrikam.cloudapp.net/"]', 'no address and no path'],
    ['blockedHosts=["fabrikam*"]', '"*.azure.com" for all names below a domain'],
    ['blockedHosts=[""]', 'write the name of a host'],
    ['opened=[443]', 'write open'],
  ])('refuses %s, with a remedy', (rule, remedy) => {
    expect(problemOf(`${path}.${rule}`)).toEqual([expect.stringContaining(remedy)]);
  });
});

describe('connectionPoints.proxy', () => {
  it('allows CONNECT to 443 alone unless the model says otherwise', () => {
    expect(modelOf('name=m').connectionPoints.proxy?.connectPorts).toEqual([{ from: 443, to: 443 }]);
    expect(modelOf('connectionPoints.proxy.connectPorts=any').connectionPoints.proxy?.connectPorts).toBe(
      'any',
    );
  });

  it.each([
    ['connectPorts=all', 'write any'],
    ['inspectTls=true', 'write inspectsTls'],
    ['connections=0', 'write a whole number from 1 to 1000000'],
  ])('refuses %s, with a remedy', (field, remedy) => {
    expect(problemOf(`connectionPoints.proxy.${field}`)).toEqual([expect.stringContaining(remedy)]);
  });
});

describe('inspection', () => {
  it('blocks nothing that it does not name', () => {
    expect(modelOf('inspection=[{leg: channel}]').inspection).toEqual([
      { leg: 'channel', blockVerbs: [], blockHeaders: [], tls: false },
    ]);
  });

  it.each([
    ['{tls: true}', 'add leg, client-gateway, client-storage, channel or site'],
    ['{leg: clients-gateway}', 'write client-gateway'],
    ['{leg: channel, blockVerbs: [POST]}', 'write HEAD, CCM_POST, BITS_POST, GET or PROPFIND'],
    ['{leg: channel, blockHeaders: [CCMClientId]}', 'write CCMClientID'],
    ['{leg: channel, tls: "yes"}', 'write true'],
    ['{leg: client-gateway, population: office}', 'there is no population "office"; write home'],
    ['{leg: site, population: home}', 'no clients pass the leg site; remove population'],
  ])('refuses %s, with a remedy', (device, remedy) => {
    expect(problemOf(`inspection=[${device}]`)).toEqual([expect.stringContaining(remedy)]);
  });
});

describe('gateway.serviceName', () => {
  it('is a name in a domain', () => {
    expect(modelOf('gateway.serviceName=cmg.fabrikam.com').gateway?.serviceName).toBe('cmg.fabrikam.com');
    expect(problemOf('gateway.serviceName=https://cmg.fabrikam.com/')).toEqual([
      expect.stringContaining('write cmg.fabrikam.com'),
    ]);
    for (const name of ['cmg', '<prefix>.fabrikam.com', '""'])
      expect(problemOf(`gateway.serviceName=${name}`)).toEqual([
        expect.stringContaining('write the name of a host, such as cmg.fabrikam.com'),
      ]);
  });
});
