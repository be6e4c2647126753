import { expect, it } from 'vitest';
import { clientsText } from '../../src/report/clients.js';

it.each([
  [1, undefined, '1 client'],
  [12_000, undefined, '12,000 clients'],
  [12_000, 12_000, '12,000 clients'],
  [7200, 12_000, '12,000 clients, 60 % remote'],
  [0, 0, '0 clients'],
])('of %s remote clients of %s', (remote, inAll, text) => {
  expect(clientsText(remote, inAll)).toBe(text);
});
