import { describe, expect, it } from 'vitest';
import { sizeName, vmCapacity } from '../../src/model/catalogue.js';
import { loadModel } from '../../src/model/load.js';
import { formatPath } from '../../src/model/problem.js';
import { showModel, shownFields } from '../../src/model/show.js';
import { showYaml } from '../../src/model/show-yaml.js';

const FIELDS = {
  name: 'D4s_v5',
  cores: '4',
  ram: '16GiB',
  nic: '12.5Gbps',
  clients: '9000',
  pricePerHour: '0.376',
};
const sized = (change: Partial<Record<keyof typeof FIELDS, string | null>> = {}): string =>
  `{${Object.entries({ ...FIELDS, ...change })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')}}`;
const modelText = (gateway: string): string => `name: a\ngateway: ${gateway}\nclients: [{count: 1}]\n`;
const load = (text: string, ...overrides: string[]) => loadModel(text, 'm.yaml', { overrides });
const problemsOf = (text: string, ...overrides: string[]): string[] => {
  const loaded = load(text, ...overrides);
  return 'problems' in loaded
    ? loaded.problems.map(({ path, message, remedy }) => `${path}: ${message}; ${remedy}`)
    : [];
};

describe('a VM size of your own', () => {
  it('gives an instance its cores, its network and its clients, and no credits', () => {
    const loaded = load(modelText(`{vmSize: ${sized()}}`));
    if ('problems' in loaded) throw new Error(loaded.problems[0]!.message);
    const gateway = loaded.value.gateway!;
    expect(sizeName(gateway.vmSize)).toBe('D4s_v5');
    expect(vmCapacity(gateway)).toEqual({
      cores: 4,
      nicBitsPerSecond: 12.5e9,
      clientLimit: 9_000,
      credits: null,
    });
  });

  it('can be set on the command line, whole and by field', () => {
    const whole = load(modelText('{}'), `gateway.vmSize=${sized()}`, 'gateway.vmSize.cores=8');
    expect('problems' in whole ? whole.problems : vmCapacity(whole.value.gateway!).cores).toBe(8);
  });

  it('yields to what the model says of an instance itself', () => {
    const loaded = load(modelText(`{vmSize: ${sized()}, vm: {cores: 2, clientLimit: 5}}`));
    expect('problems' in loaded ? loaded.problems : vmCapacity(loaded.value.gateway!)).toMatchObject({
      cores: 2,
      clientLimit: 5,
    });
  });

  it('is shown as yours, and so is what an instance has of it', () => {
    const loaded = load(
      modelText(
        `\n  vmSize:\n    ${Object.entries(FIELDS)
          .map(([k, v]) => `${k}: ${v}`)
          .join('\n    ')}`,
      ),
    );
    if ('problems' in loaded) throw new Error(loaded.problems[0]!.message);
    const fields = new Map(
      shownFields(showModel(loaded.value, loaded.data, loaded.document)).map((one) => [
        formatPath(one.path),
        one,
      ]),
    );
    expect(fields.get('gateway.vmSize.cores')).toMatchObject({ value: 4, origin: 'yours', source: 'line 5' });
    expect(fields.get('gateway.vm.cores')).toMatchObject({ value: 4, origin: 'yours', source: 'line 5' });
    expect(fields.get('gateway.vm.nic')).toMatchObject({
      value: '12.5Gbps',
      origin: 'yours',
      source: 'line 7',
    });
    expect(fields.get('gateway.vm.clientLimit')).toMatchObject({
      value: 9000,
      origin: 'yours',
      source: 'line 8',
    });
    expect(fields.has('gateway.vm.credits')).toBe(false);
  });

  it('loads again from what is shown of it, as the same model', () => {
    const loaded = load(modelText(`{vmSize: ${sized()}}`));
    if ('problems' in loaded) throw new Error(loaded.problems[0]!.message);
    const again = load(showYaml(showModel(loaded.value, loaded.data, loaded.document)));
    expect('problems' in again ? again.problems : again.value.gateway).toMatchObject(loaded.value.gateway!);
  });

  it.each(['name', 'cores', 'ram', 'nic', 'clients', 'pricePerHour'] as const)('needs its %s', (field) => {
    expect(problemsOf(modelText(`{vmSize: ${sized({ [field]: null })}}`))).toEqual([
      expect.stringMatching(new RegExp(`^gateway\\.vmSize\\.${field}: .*missing`)),
    ]);
  });

  it.each([
    [{ cores: '0' }, /^gateway\.vmSize\.cores: 0 is too small; write a whole number from 1 to 1000$/],
    [{ cores: '1.5' }, /^gateway\.vmSize\.cores: /],
    [{ ram: '0' }, /^gateway\.vmSize\.ram: zero is not possible here: no machine runs without it/],
    [{ ram: '8' }, /^gateway\.vmSize\.ram: 8 has no unit; a size needs one/],
    [{ ram: '1Gbps' }, /^gateway\.vmSize\.ram: unknown unit "Gbps"/],
    [{ nic: '0' }, /^gateway\.vmSize\.nic: zero is not possible here/],
    [{ nic: '1GiB' }, /^gateway\.vmSize\.nic: unknown unit "GiB"/],
    [{ clients: '0' }, /^gateway\.vmSize\.clients: 0 is too small/],
    [{ pricePerHour: '-1' }, /^gateway\.vmSize\.pricePerHour: -1 is too small/],
    [{ name: '"my size"' }, /^gateway\.vmSize\.name: "my size" is not allowed; write letters, digits/],
    [{ name: 'A4_v2' }, /^gateway\.vmSize\.name: A4_v2 is a size of the catalogue; write vmSize: A4_v2/],
    [{ clients: '5, ram2: 8GiB' }, /^gateway\.vmSize\.ram2: unknown field; write ram$/],
  ])('is refused with %o', (change, message) => {
    expect(problemsOf(modelText(`{vmSize: ${sized(change)}}`))).toEqual([expect.stringMatching(message)]);
  });

  it('is refused for a classic cloud service, and by versions that have no sizes', () => {
    expect(problemsOf(modelText(`{deployment: classic, vmSize: ${sized()}}`))).toEqual([
      'gateway.vmSize: a classic cloud service has no D4s_v5; write vmSize: A2_v2, or deployment: scale-set',
    ]);
    expect(problemsOf(modelText(`{version: 2103, vmSize: ${sized()}}`))).toEqual([
      expect.stringMatching(/version 2103 has no D4s_v5; sizes came with 2107/),
    ]);
  });

  it('is one machine at one price, however many gateways have it', () => {
    const two = (second: string) =>
      `name: a\ngateways: [{name: x, prefix: xone, vmSize: ${sized()}}, {name: y, prefix: ytwo, vmSize: ${second}}]\nclients: [{count: 1}]\n`;
    expect(problemsOf(two(sized()))).toEqual([]);
    expect(problemsOf(two(sized({ pricePerHour: '0.5' })))).toEqual([
      expect.stringMatching(/^gateways\.1\.vmSize\.name: another gateway has a different D4s_v5/),
    ]);
    expect(problemsOf(two(sized({ name: 'D4s_v6', pricePerHour: '0.5' })))).toEqual([]);
  });

  it('is offered to whoever names a size that the catalogue does not have', () => {
    expect(problemsOf(modelText('{vmSize: Standard_D4s_v5}'))).toEqual([
      'gateway.vmSize: "Standard_D4s_v5" is not allowed; write A2_v2, A4_v2, B2s or a mapping with name, cores, ram, nic, clients, pricePerHour',
    ]);
    expect(problemsOf(modelText('{vmSize: 7}'))).toEqual([
      expect.stringMatching(/^gateway\.vmSize: 7 is not allowed; write A2_v2/),
    ]);
  });
});
