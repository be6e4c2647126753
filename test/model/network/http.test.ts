import { describe, expect, it } from 'vitest';
import type { InspectionDevice } from '../../../src/model/network/deployment.js';
import {
  blockages,
  devicesOf,
  HTTP_HEADERS,
  HTTP_VERBS,
  type HttpActivity,
  REQUEST_NEEDS,
  requestOutcome,
} from '../../../src/model/network/http.js';

const device = (change: Partial<InspectionDevice>): InspectionDevice => ({
  leg: 'client-gateway',
  blockVerbs: [],
  blockHeaders: [],
  inspectsTls: false,
  ...change,
});
const activities = Object.keys(REQUEST_NEEDS) as HttpActivity[];
const stoppedBy = (change: Partial<InspectionDevice>): HttpActivity[] =>
  activities.filter((activity) => requestOutcome(activity, [device(change)]) !== null);

describe('what a blocked verb stops', () => {
  it.each([
    ['BITS_POST', ['hardware-inventory', 'software-inventory', 'metering']],
    [
      'CCM_POST',
      ['policy', 'notification', 'state', 'heartbeat', 'location', 'token', 'compliance', 'content-location'],
    ],
    ['PROPFIND', ['content-download']],
    ['GET', ['policy', 'update-scan', 'location', 'content-download']],
    ['HEAD', ['policy', 'update-scan', 'content-download']],
  ])('%s', (verb, stopped) => {
    expect(stoppedBy({ blockVerbs: [verb] })).toEqual(stopped);
  });

  it('is exactly the requests that cross its leg', () => {
    expect(stoppedBy({ leg: 'client-storage', blockVerbs: ['GET', 'CCM_POST'] })).toEqual([
      'content-download',
    ]);
    expect(stoppedBy({ leg: 'channel', blockVerbs: ['GET'] })).toEqual(['policy', 'update-scan', 'location']);
    expect(stoppedBy({ leg: 'site', blockVerbs: ['PROPFIND'] })).toEqual([]);
  });
});

describe('what a blocked header stops', () => {
  it('is every request to the management point for each of the four that sign a client', () => {
    const signed = activities.filter((name) => name !== 'update-scan' && name !== 'content-download');
    for (const header of HTTP_HEADERS.filter((name) => name !== 'Range'))
      expect(stoppedBy({ blockHeaders: [header.toLowerCase()] })).toEqual(signed);
  });

  it('is every download for Range', () => {
    expect(stoppedBy({ blockHeaders: ['Range'] })).toEqual(['policy', 'content-download']);
  });
});

describe('a device that opens TLS before the gateway', () => {
  it('stops the clients that authenticate with a certificate', () => {
    const inspecting = [device({ inspectsTls: true })];
    expect(requestOutcome('policy', inspecting, 'certificate')).toBe('tls-inspected');
    expect(requestOutcome('policy', inspecting, 'entra')).toBeNull();
    expect(requestOutcome('policy', inspecting)).toBeNull();
    expect(requestOutcome('content-download', inspecting, 'certificate')).toBeNull();
  });
});

describe('needs of requests', () => {
  it('leave no verb or header of the article without a purpose', () => {
    const used = Object.values(REQUEST_NEEDS).flatMap((needs) => [...needs.verbs, ...needs.headers]);
    expect([...HTTP_VERBS, ...HTTP_HEADERS].filter((name) => !used.some((other) => other === name))).toEqual(
      [],
    );
  });

  it('name the leg and the thing blocked, in the order the request meets them', () => {
    const devices = [
      device({ leg: 'site', blockVerbs: ['GET'] }),
      device({ blockVerbs: ['GET'], blockHeaders: ['CCMClientID'] }),
    ];
    expect(blockages('location', devices)).toEqual([
      { cause: 'verb-blocked', leg: 'client-gateway', what: 'GET' },
      { cause: 'header-blocked', leg: 'client-gateway', what: 'CCMClientID' },
      { cause: 'verb-blocked', leg: 'site', what: 'GET' },
    ]);
  });

  it('see only the devices of their own population', () => {
    const devices = [device({ population: 'branch' }), device({})];
    expect(devicesOf(devices, 'branch')).toHaveLength(2);
    expect(devicesOf(devices, 'home')).toHaveLength(1);
  });
});
