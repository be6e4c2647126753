import { describe, expect, it } from 'vitest';
import { assumedParameters } from '../../../src/study/sensitivity/parameters.js';

const deployment = (overrides: readonly string[]) => ({ overrides }) as never;
const source = (text: string) => ({ file: 'small.yaml', text, reference: 'small.yaml' }) as never;
const HEAD = 'name: small\nclients: [{name: a, count: 10}]\n';
const MODEL = `${HEAD}gateway: {instances: 2}\n`;
const CONNECTIONS = 'connectionPoints.channel.connections';

describe('the parameters that a sensitivity moves', () => {
  const pathsOf = (text: string, overrides: readonly string[] = []) =>
    assumedParameters(source(text), deployment(overrides)).map(({ path, low, high, assumed }) => ({
      path,
      range: [low, high],
      assumed,
    }));

  it('are those that are assumed, and not what the model states', () => {
    const before = pathsOf(MODEL).map(({ path }) => path);
    expect(before).toContain('gateway.vm.request');
    const after = pathsOf(`${HEAD}gateway: {instances: 2, vm: {request: 3ms}}\n`).map(({ path }) => path);
    expect(before.filter((path) => !after.includes(path))).toEqual(['gateway.vm.request']);
  });

  it.each([
    ['the model leaves it out', MODEL, [], 16],
    ['the model states it', `${MODEL}connectionPoints: {channel: {connections: 2}}\n`, [], 2],
    ['the command line does', MODEL, [`${CONNECTIONS}=4`], 4],
  ])(
    'always include how many HTTPS connections there are, which nobody knows: %s',
    (_, text, overrides, assumed) => {
      expect(pathsOf(text, overrides).find(({ path }) => path === CONNECTIONS)).toEqual({
        path: CONNECTIONS,
        range: [1, 64],
        assumed,
      });
    },
  );
});
