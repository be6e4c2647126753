import { describe, expect, it } from 'vitest';
import type { Leg } from '../../../src/model/network/deployment.js';
import { HTTP_HEADERS, HTTP_VERBS } from '../../../src/model/network/http.js';
import { requiredHttp } from '../../../src/model/network/required-http.js';
import { gateway, network } from './fixture.js';

const names = (leg: Leg, model = network()): string[] =>
  requiredHttp(model)
    .filter((requirement) => requirement.leg === leg)
    .map((requirement) => requirement.name);

describe('HTTP headers and verbs', () => {
  it.each([
    ['client-gateway', [...HTTP_VERBS, ...HTTP_HEADERS]],
    ['client-storage', ['HEAD', 'GET', 'PROPFIND', 'Range']],
    ['channel', ['HEAD', 'CCM_POST', 'BITS_POST', 'GET', ...HTTP_HEADERS]],
    ['site', ['HEAD', 'CCM_POST', 'BITS_POST', 'GET', ...HTTP_HEADERS]],
  ] as const)('that devices must let through on leg %s', (leg, expected) => {
    expect(names(leg)).toEqual(expected);
  });

  it('need no leg to storage, and no PROPFIND, without content', () => {
    const model = network({ gateways: [gateway({ content: false })] });
    expect(names('client-storage', model)).toEqual([]);
    expect(names('client-gateway', model)).not.toContain('PROPFIND');
  });

  it('name the activities that need them', () => {
    const found = requiredHttp(network()).find(
      (requirement) => requirement.leg === 'client-gateway' && requirement.name === 'BITS_POST',
    );
    expect(found).toMatchObject({
      kind: 'verb',
      activities: ['hardware-inventory', 'software-inventory', 'metering'],
      section: 'HTTP headers and verbs',
    });
  });
});
