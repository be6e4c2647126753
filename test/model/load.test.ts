import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { formatProblem } from '../../src/model/problem.js';

const VALID = `name: fabrikam
gateway:
  deployment: scale-set
  instances: 2
connectionPoints:
  count: 2
  channel: {protocol: auto}
clients:
  - name: homeworkers
    count: 12000
    authentication: {entra: 70%, certificate: 20%, siteToken: 10%}
    access: {rtt: {lognormal: {mean: 50ms, cv: 0.75}}}
  - name: travellers
    count: 300
    hours: {from: 8h, to: 18h, timeZone: 1h}
content:
  - name: office
    size: 2GB
    deployments: [{to: [homeworkers], available: 1h, window: 2h}]
events:
  - {event: vm-restart, at: 30min, instance: 2}
`;

function modelOf(text: string, ...overrides: string[]) {
  const loaded = loadModel(text, 'm.yaml', { overrides });
  if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.value;
}

function problemsOf(text: string, ...overrides: string[]): string[] {
  const loaded = loadModel(text, 'm.yaml', { overrides });
  return 'problems' in loaded ? loaded.problems.map(formatProblem) : [];
}

describe('loadModel', () => {
  it('reads a model into seconds, bytes and bits per second, defaults filled in', () => {
    const model = modelOf(VALID);
    expect(model.gateway).toMatchObject({ instances: 2, vmSize: 'A2_v2', version: 2207 });
    expect(model.clients[0]?.access.rtt).toEqual({ kind: 'lognormal', mean: 0.05, cv: 0.75 });
    expect(model.clients[1]?.hours).toMatchObject({ from: 28_800, to: 64_800, timeZone: 3_600 });
    expect(model.content[0]?.size).toEqual({ kind: 'constant', value: 2e9 });
    expect(model.clients[0]?.activities.policy.period).toBe(3_600);
  });

  it('needs no more than a name, a gateway and a number of clients', () => {
    expect(modelOf('{name: a, gateway: {}, clients: [{count: 1}]}').gateway?.instances).toBe(1);
  });

  it('reads what Windows editors write', () => {
    expect(modelOf(`\uFEFF${VALID.replaceAll('\n', '\r\n')}`)).toEqual(modelOf(VALID));
  });

  it('refuses what is nested without end', () => {
    expect(problemsOf(`name: ${'['.repeat(20_000)}`)).toEqual([
      expect.stringMatching(/^m.yaml:1:\d+: it is nested too deeply; remove levels/),
    ]);
  });

  it('reads aliases', () => {
    const model = modelOf(
      'name: a\ngateway: {}\nclients:\n  - {name: a, count: 1, retry: &r {attempts: 7}}\n  - {name: b, count: 1, retry: *r}\n',
    );
    expect(model.clients.map((one) => one.retry.attempts)).toEqual([7, 7]);
  });
});

describe('overrides', () => {
  it.each([
    ['gateway.instances=4', (m: ReturnType<typeof modelOf>) => m.gateway?.instances, 4],
    ['clients.0.count=5', (m: ReturnType<typeof modelOf>) => m.clients[0]?.count, 5],
    ['clients[1].count=5', (m: ReturnType<typeof modelOf>) => m.clients[1]?.count, 5],
    ['clients.travellers.count=5', (m: ReturnType<typeof modelOf>) => m.clients[1]?.count, 5],
    ['clients."travellers".count=5', (m: ReturnType<typeof modelOf>) => m.clients[1]?.count, 5],
    [
      'loadBalancer.idleTimeout=30min',
      (m: ReturnType<typeof modelOf>) => m.loadBalancer.idleTimeout,
      { kind: 'constant', value: 1_800 },
    ],
    [
      'site.managementPoints.rtt=0',
      (m: ReturnType<typeof modelOf>) => m.site.managementPoints.rtt,
      { kind: 'constant', value: 0 },
    ],
    [
      'gateway.vm.request={exponential: 3ms}',
      (m: ReturnType<typeof modelOf>) => m.gateway?.vm.request,
      { kind: 'exponential', mean: 0.003 },
    ],
    [
      'clients.0.access.rtt.lognormal.cv=2',
      (m: ReturnType<typeof modelOf>) => m.clients[0]?.access.rtt,
      { kind: 'lognormal', mean: 0.05, cv: 2 },
    ],
    [
      'connectionPoints.proxy.idleTimeout=5min',
      (m: ReturnType<typeof modelOf>) => m.connectionPoints.proxy?.idleTimeout,
      { kind: 'constant', value: 300 },
    ],
    ['description=a = b', (m: ReturnType<typeof modelOf>) => m.description, 'a = b'],
    [
      'content.office.deployments.0.to=[travellers]',
      (m: ReturnType<typeof modelOf>) => m.content[0]?.deployments[0]?.to,
      ['travellers'],
    ],
    ['events=[]', (m: ReturnType<typeof modelOf>) => m.events, []],
    ['inspection.0={leg: channel, tls: true}', (m: ReturnType<typeof modelOf>) => m.inspection[0]?.tls, true],
    [
      'events.1={event: scale, at: 1h, instances: 3}',
      (m: ReturnType<typeof modelOf>) => m.events.map((one) => one.event),
      ['vm-restart', 'scale'],
    ],
  ])('%s', (override, read, value) => {
    expect(read(modelOf(VALID, override))).toEqual(value);
  });

  it('apply in order, the later ones last', () => {
    expect(modelOf(VALID, 'gateway.instances=4', 'gateway.instances=5').gateway?.instances).toBe(5);
  });

  it('change one place alone where an alias shares it', () => {
    const text =
      'name: a\ngateway: {}\nclients:\n  - {name: a, count: 1, retry: &r {attempts: 7}}\n  - {name: b, count: 1, retry: *r}\n';
    const model = modelOf(text, 'clients.a.retry.attempts=2');
    expect(model.clients.map((one) => one.retry.attempts)).toEqual([2, 7]);
  });

  it.each([
    ['gateway.instances', /^--set gateway.instances: expected path=value; write for instance/],
    ['=4', /expected path=value/],
    ['gateway..instances=4', /expected path=value/],
    ['gateway.=4', /expected path=value/],
    [`x${'.a'.repeat(5000)}=1`, /expected path=value/],
    [
      'gateway.instances=17',
      /^--set gateway.instances=17: 17 is too large; write a whole number from 1 to 16$/,
    ],
    ['gateway.instnaces=3', /^--set gateway.instnaces=3: unknown field; write instances$/],
    ['gatway.instances=3', /^--set gatway.instances=3: gatway: unknown field; write gateway$/],
    ['clients.travelers.count=3', /the list has no item "travelers"; write travellers$/],
    ['clients.7.count=3', /the list has no item "7"; its items are homeworkers, travellers$/],
    ['gateway.instances.x=3', /"x" would stand inside a plain value; set the value as a whole$/],
    ['gateway.vm.request=3', /3 has no unit; a duration needs one; write 3ms, 3s or 3min$/],
    ['name=[', /the value \[ is not YAML; put it into quotes$/],
    ['name=*x', /the value \*x is not YAML/],
    ['gateway.vmSize=B3s', /"B3s" is not allowed; write A2_v2, A4_v2, B2s or a mapping/],
    // A contradiction is blamed on the override, wherever the other half of it stands.
    ['gateway.version=2006', /^--set gateway.version=2006: version 2006 has no scale sets/],
    ['connectionPoints.channel.protocol=tcp-tls', /^--set .*a scale set has no TCP-TLS channel/],
    [
      'gateway.instances=1',
      /^--set gateway.instances=1: events.0.instance: there is no instance 2; the model has 1; write 1$/,
    ],
  ])('%s is refused', (override, message) => {
    expect(problemsOf(VALID, override)).toEqual([expect.stringMatching(message)]);
  });
});

describe('any mutation of a valid model', () => {
  const junk = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '\t',
      '\n',
      '-',
      ':',
      '[',
      '}',
      '&a',
      '*a',
      '!!x',
      '"',
      '#',
      '%',
      '0',
      '-1',
      '17',
      '20',
      '9e999',
    ),
    fc.constantFrom(
      'null',
      'true',
      '~',
      '? ',
      '<<: *a',
      '{}',
      '[]',
      '- - ',
      '__proto__: {a: 1}',
      'constructor: 1',
      '|',
      '>-',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const cut = fc.record({ at: fc.nat(VALID.length), length: fc.nat(12), junk });

  it('is a model or a list of problems with place and remedy, never an exception', () => {
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), (cuts) => {
        const text = cuts.reduce(
          (now, { at, length, junk }) => now.slice(0, at) + junk + now.slice(at + length),
          VALID,
        );
        const loaded = loadModel(text, 'm.yaml');
        if (!('problems' in loaded)) return;
        expect(loaded.problems.length).toBeGreaterThan(0);
        for (const problem of loaded.problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.line).toBeLessThanOrEqual(text.split('\n').length);
          expect(problem.column).toBeGreaterThan(0);
          expect(problem.message).not.toMatch(/^Invalid|^Too |Unrecognized|undefined/);
          expect(problem.remedy).not.toBe('');
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('by an override is too', () => {
    const steps = fc.constantFrom(
      'gateway',
      'clients',
      '0',
      'homeworkers',
      'vm',
      'access',
      'rtt',
      'x',
      'events',
      'name',
      '',
    );
    const override = fc
      .tuple(fc.array(steps, { maxLength: 4 }), fc.oneof(junk, fc.json({ maxDepth: 2 })))
      .map(([path, value]) => `${path.join('.')}=${value}`);
    fc.assert(
      fc.property(fc.array(override, { minLength: 1, maxLength: 2 }), (overrides) => {
        const loaded = loadModel(VALID, 'm.yaml', { overrides });
        if ('problems' in loaded)
          expect(loaded.problems.map(formatProblem).join('')).not.toContain('undefined');
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
