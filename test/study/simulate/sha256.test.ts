import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/study/simulate/sha256.js';

const ofHost = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the digest of a text', () => {
  it('is that of the standard at every length around its blocks, and beyond ASCII', () => {
    for (let length = 0; length <= 200; length++) {
      const text = 'gateway '.repeat(30).slice(0, length);
      expect(sha256(text)).toBe(ofHost(text));
    }
    for (const text of ['Zürich', '会話 🙂', 'a'.repeat(100_000)]) expect(sha256(text)).toBe(ofHost(text));
  });

  it('is that of several texts put together', () => {
    expect(sha256('model', 'table')).toBe(ofHost('modeltable'));
  });
});
