import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { growthModel } from './models/growth.js';

it.each([1e3, 1e4, 1e5, 1e6])('grows a deployment for %d clients that can be built', (clients) => {
  expect(loadModel(JSON.stringify(growthModel(clients)), 'growth')).toHaveProperty('value');
});

it('has a model of a million clients on as many gateways as they need', () => {
  const file = 'test/bench/models/million.yaml';
  const loaded = loadModel(readFileSync(file, 'utf8'), file);
  if ('problems' in loaded) throw new Error(loaded.problems[0]!.message);
  const { gateways, clients } = loaded.value;
  const instances = gateways!.reduce((sum, gateway) => sum + gateway.instances, 0);
  expect(clients[0]!.count / instances).toBeLessThanOrEqual(10_000); // documented limit of an A4_v2
});
