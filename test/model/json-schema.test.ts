import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { modelJsonSchema } from '../../src/model/json-schema.js';
import { loadModel } from '../../src/model/load.js';

const schema = modelJsonSchema();
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
const model = (rest: string): string => `{name: a, gateway: {}, clients: [{count: 1}]${rest}}`;

describe('the JSON Schema of model files', () => {
  it.each([
    model(''),
    model(', dns: {lookup: 20ms}'),
    model(', dns: {lookup: 0}'),
    model(', dns: {lookup: {lognormal: {mean: 20ms, cv: 1.5}}}'),
    model(', dns: {lookup: {exponential: 20ms}}'),
    model(', dns: {lookup: {exponential: {mean: 20ms}}}'),
    model(', dns: {lookup: {empirical: [20ms, 1s]}}'),
    model(', events: [{event: scale, at: 1h, instances: 3}]'),
    model(', objective: {all: {p95: 3s}, policy: {failed: 1%}}'),
    model(', events: [{event: scale, at: tue 18:00, instances: 3}]'),
    model(', simulation: {start: week 2 Monday 8:00 Europe/Warsaw, date: 2026-07-13}'),
    model(', site: {timeZone: America/Argentina/Buenos_Aires}'),
    model(', site: {timeZone: UTC-03:30}'),
    '{name: a, gateway: {}, clients: [{count: 1, hours: {from: 08:00, to: 24:00, timeZone: site}}]}',
    '{name: a, gateway: {}, clients: [{count: 1, hours: {from: 8h, timeZone: W. Europe Standard Time}}]}',
    '{name: a, gateways: [{vmSize: {name: D2s_v5, cores: 2, ram: 8GiB, nic: 1Gbps, clients: 6000, pricePerHour: 0.2}}], clients: [{count: 1}]}',
    model(', connectionPoints: {proxy: {connectPorts: any}, firewall: {open: [443, "10124-10139"]}}'),
  ])('accepts %s as the validator does', (text) => {
    expect(loadModel(text, 'm.yaml')).not.toHaveProperty('problems');
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    '{gateway: {}, clients: [{count: 1}]}',
    model(', colour: red'),
    model(', dns: {lookup: 20}'),
    model(', dns: {lookup: 20MB}'),
    model(', dns: {lookup: {lognorm: {mean: 20ms, cv: 1}}}'),
    model(', dns: {lookup: {lognormal: {mean: 20ms}}}'),
    model(', events: [{event: scal, at: 1h, instances: 3}]'),
    model(', events: [{event: scale, at: 1h, instances: 17}]'),
    model(', objective: {al: {p95: 3s}}'),
    model(', events: [{event: scale, at: 18:00, instances: 3}]'),
    model(', simulation: {start: tue 24:00}'),
    model(', simulation: {warmup: tue 08:00}'),
    model(', site: {timeZone: site}'),
    model(', site: {timeZone: IST}'),
    '{name: a, gateway: {}, clients: [{count: 1, hours: {from: tue 08:00}}]}',
    '{name: a, gateway: {}, clients: [{count: 1, hours: {to: 24:30}}]}',
    model(', entra: {available: 2}'),
    '{name: a, gateways: [{vmSize: {name: D2s_v5, ram: 8GiB, nic: 1Gbps, clients: 6000, pricePerHour: 0.2}}], clients: [{count: 1}]}',
    '{name: a, gateways: [{vmSize: {name: D2s_v5, cores: 2, ram: 8GiB, nic: 1GiB, clients: 6000, pricePerHour: 0.2}}], clients: [{count: 1}]}',
  ])('refuses %s as the validator does', (text) => {
    expect(loadModel(text, 'm.yaml')).toHaveProperty('problems');
    expect(validate(parse(text))).toBe(false);
  });

  it('tells an editor what a field means, its default and where that comes from', () => {
    expect(schema).toMatchObject({
      properties: {
        connectionPoints: {
          properties: {
            rtt: {
              description:
                'Round trip between connection point and gateway [default assumed: domain-facts 9, 1ms to 100ms]',
              default: '20ms',
            },
          },
        },
      },
    });
  });

  it('keeps the notes of the program to itself', () => {
    const text = JSON.stringify(schema);
    for (const note of ['origin', 'source', 'range', 'quantity', 'clock', 'distributionOf', 'unit']) {
      expect(text).not.toContain(`"${note}":"`);
    }
  });
});
