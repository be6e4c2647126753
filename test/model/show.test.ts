import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { formatPath } from '../../src/model/problem.js';
import { type ShownField, showModel, shownFields } from '../../src/model/show.js';
import { showYaml } from '../../src/model/show-yaml.js';

const TEXT = `name: fabrikam
gateway:
  vmSize: B2s
  storageAccount: "007"
connectionPoints:
  channel: {overhead: {lognormal: {mean: 20ms, cv: 1.5}}}
clients:
  - name: homeworkers
    count: 10
    authentication: {entra: 70%, certificate: 30%}
    access: {bandwidth: [{share: 1, down: 20Mbps, up: 5Mbps}]}
content:
  - {name: "office: 16", size: 2GB, deployments: [{available: 1h}]}
events:
  - {event: vm-restart, at: 1h, instance: 1}
objective: {all: {p95: 3s}}
`;

function load(text: string, ...overrides: string[]) {
  const loaded = loadModel(text, 'm.yaml', { overrides });
  if ('problems' in loaded) throw new Error(loaded.problems[0]?.message);
  return loaded;
}

function show(text: string, ...overrides: string[]) {
  const { value, data, document } = load(text, ...overrides);
  return showModel(value, data, document);
}

function fieldOf(path: string, text = TEXT, ...overrides: string[]): ShownField | undefined {
  return shownFields(show(text, ...overrides)).find((field) => formatPath(field.path) === path);
}

describe('showModel', () => {
  it('tells what is yours, with its line', () => {
    expect(fieldOf('gateway.vmSize')).toMatchObject({ value: 'B2s', origin: 'yours', source: 'line 3' });
    expect(fieldOf('clients.0.access.bandwidth.0.up')).toMatchObject({ value: '5Mbps', source: 'line 11' });
    expect(fieldOf('objective.all.p95')).toMatchObject({ value: '3s', origin: 'yours', source: 'line 16' });
  });

  it('tells what an override set', () => {
    expect(fieldOf('gateway.instances', TEXT, 'gateway.instances=4')).toMatchObject({
      value: 4,
      origin: 'yours',
      source: '--set gateway.instances=4',
    });
  });

  it.each([
    ['gateway.vm.fullHandshake', '2ms', 'assumed', 'domain-facts 9', ['0.5ms', '4ms']],
    ['loadBalancer.idleTimeout', '4min', 'doc', 'domain-facts 6', null],
    ['connectionPoints.channel.initialWindow', 10, 'measured', 'channel-measurements', null],
    ['prices.hoursPerMonth', 730, 'field', 'domain-facts 10', null],
    ['clients.0.activities.content-location.period', '30d', 'derived', 'domain-facts 5', null],
    ['clients.0.authentication.siteToken', 0, 'assumed', 'domain-facts 7', null],
    ['content.0.deployments.0.window', '0s', 'doc', 'domain-facts 4', null],
  ] as const)('tells the default, origin, source and range of %s', (path, value, origin, source, range) => {
    expect(fieldOf(path)).toMatchObject({ value, origin, source, range });
  });

  it('tells what the VM size brings along', () => {
    expect(fieldOf('gateway.vm.clientLimit')).toMatchObject({ value: 10, origin: 'doc' });
    expect(fieldOf('gateway.vm.credits')).toMatchObject({
      value: { initial: 60, maximum: 576, baselineCores: 0.4 },
      origin: 'doc',
    });
    expect(fieldOf('gateway.vm.nic', TEXT, 'gateway.vmSize=A4_v2')).toMatchObject({
      value: '1Gbps',
      origin: 'doc',
    });
    expect(fieldOf('gateway.vm.credits', TEXT, 'gateway.vmSize=A4_v2')).toBeUndefined();
    expect(fieldOf('gateway.vm.cores', TEXT, 'gateway.vm.cores=3')).toMatchObject({
      value: 3,
      origin: 'yours',
    });
  });

  it('shows several gateways, each with what its size brings along', () => {
    const text = 'name: a\ngateways: [{name: x}, {name: y, vmSize: A4_v2}]\nclients: [{count: 1}]\n';
    expect(fieldOf('gateways.0.vm.cores', text)?.value).toBe(2);
    expect(fieldOf('gateways.1.vm.cores', text)?.value).toBe(4);
  });

  it('leaves out what is optional and not there', () => {
    expect(fieldOf('gateway.serviceName')).toBeUndefined();
    expect(fieldOf('connectionPoints.proxy.idleTimeout')).toBeUndefined();
    expect(fieldOf('connectionPoints.proxy.idleTimeout', TEXT, 'connectionPoints.proxy={}')?.value).toBe(
      '15min',
    );
  });
});

describe('showYaml', () => {
  it('comments each field with its origin, in one column', () => {
    const lines = showYaml(show(TEXT)).split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}rtt: 20ms +# assumed: domain-facts 9 \(1ms\.\.100ms\)$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}vmSize: B2s +# yours: line 3$/));
    const columns = lines
      .filter((line) => line.indexOf('  # ') > 0 && line.indexOf('#') < 59)
      .map((line) => line.indexOf('#'));
    expect(new Set(columns).size).toBe(1);
  });

  it('leaves out what a study finds: shown and loaded again, it is measured over the same time', () => {
    const found = (text: string) => showYaml(show(text)).match(/^ {2}(start|warmup):/gm) ?? [];
    const text = 'name: a\ngateway: {}\nclients: [{count: 1}]\n';
    expect(found(text)).toEqual([]);
    expect(found(`${text}simulation: {start: 0h, warmup: 5min}\n`)).toHaveLength(2);
  });

  it('loads again as the same model', () => {
    const again = load(showYaml(show(TEXT)));
    expect(again.value).toMatchObject(load(TEXT).value);
    expect(again.value.gateway?.storageAccount).toBe('007');
  });

  it('leaves nothing to default once loaded again', () => {
    const origins = shownFields(show(showYaml(show(TEXT)))).map((field) => field.origin);
    expect(new Set(origins)).toEqual(new Set(['yours']));
  });
});
