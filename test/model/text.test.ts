import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/model/text.js';

const TEXT = 'name: büro\r\ngateway: {}\r\n';
const utf16 = (text: string, littleEndian: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
};

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16 little endian, as PowerShell writes it', utf16(`\uFEFF${TEXT}`, true)],
    ['UTF-16 big endian', utf16(`\uFEFF${TEXT}`, false)],
    ['UTF-16 little endian without a mark', utf16(TEXT, true)],
    ['UTF-16 big endian without a mark', utf16(TEXT, false)],
  ])('is read from %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT);
  });

  it.each([
    ['Windows-1252', Buffer.from(TEXT, 'latin1'), 1, 8, 'Windows-1252 ("ANSI"), where it is "ü"'],
    [
      'a code page of the console',
      Buffer.from('a\r\nb: b\x81ro', 'latin1'),
      2,
      5,
      '(OEM, such as 850 or 437)',
    ],
    ['a UTF-8 letter cut in two', Buffer.from([0x61, 0x0a, 0xe2, 0x82, 0x20, 0x61]), 2, 1, 'byte E2'],
    [
      'Windows-1252 after some UTF-8',
      Buffer.from([0xc3, 0xa4, 0xef, 0xbf, 0xbd, 0x20, 0xfc]),
      1,
      4,
      'byte FC',
    ],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 1, 1, 'UTF-32'],
    ['UTF-16 with an odd byte', utf16('\uFEFFab', true).subarray(0, 5), 1, 1, 'UTF-16'],
  ])('is refused in %s, with the place and the encoding', (_, bytes, line, column, says) => {
    expect(decodeText(bytes)).toEqual({
      line,
      column,
      message: expect.stringContaining(says),
      remedy: expect.stringContaining('save the file as UTF-8'),
    });
  });

  it('is no workbook of Excel', () => {
    expect(decodeText(Buffer.from('PK\x03\x04\x14\0\x06\0'))).toMatchObject({
      remedy: 'save the sheet as CSV UTF-8',
    });
  });

  it('is empty where the file is', () => {
    expect(decodeText(new Uint8Array())).toBe('');
  });
});
