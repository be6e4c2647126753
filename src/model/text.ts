import type { Complaint } from './units.js';

/** A place in bytes that are no text, counted from 1, with what is wrong and what would be right. */
export interface NoText extends Complaint {
  readonly line: number;
  readonly column: number;
}

const SAVE =
  'save the file as UTF-8 (Notepad: Save as, Encoding: UTF-8; PowerShell: Out-File -Encoding utf8)';

/**
 * The text of a file: UTF-8, or UTF-16 as the `>` of Windows PowerShell writes it, with or without a byte order mark,
 * which is left out.
 * @returns the text, or where the bytes stop being text and in which encoding they probably are
 */
export function decodeText(bytes: Uint8Array): string | NoText {
  if (ARCHIVE.every((byte, index) => bytes[index] === byte)) {
    const message = 'the file is no text but an archive, as a workbook of Excel is';
    return { line: 1, column: 1, message, remedy: 'save the sheet as CSV UTF-8' };
  }
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-32') {
    return { line: 1, column: 1, message: 'the file is in UTF-32', remedy: SAVE };
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return encoding === 'utf-8' ? notUtf8(bytes) : { line: 1, column: 1, message: CUT_UTF16, remedy: SAVE };
  }
}

/** How every ZIP file begins. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];

const CUT_UTF16 = 'the file begins as UTF-16 and goes on as something else';

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return 'utf-32';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 256);
  const zeros = [0, 1].map((odd) => start.filter((byte, index) => index % 2 === odd && byte === 0).length);
  // Text has no zero bytes; in UTF-16 every second byte of plain letters is one.
  const many = start.length / 3;
  if (zeros[0] === 0 && zeros[1]! > many) return 'utf-16le';
  if (zeros[1] === 0 && zeros[0]! > many) return 'utf-16be';
  return 'utf-8';
}

function notUtf8(bytes: Uint8Array): NoText {
  const before = textBeforeBadByte(bytes);
  const byte = bytes[new TextEncoder().encode(before).length]!;
  const lines = before.split(/\r\n?|\n/);
  return {
    line: lines.length,
    column: lines.at(-1)!.length + 1,
    message: `byte ${byte.toString(16).toUpperCase()} is not UTF-8: the file is probably in ${codePageOf(bytes, byte)}`,
    remedy: SAVE,
  };
}

/** All before the first replacement character that does not itself stand in the file. */
function textBeforeBadByte(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  for (let at = lenient.indexOf(REPLACEMENT); ; at = lenient.indexOf(REPLACEMENT, at + 1)) {
    const before = lenient.slice(0, at);
    const offset = new TextEncoder().encode(before).length;
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf) return before;
  }
}

const REPLACEMENT = '\uFFFD';

/** Letters of western languages stand above 9F in Windows-1252, and mostly below A0 in the code pages of the console. */
function codePageOf(bytes: Uint8Array, byte: number): string {
  const isLetter = (code: number | undefined) =>
    code !== undefined && /[a-z]/i.test(String.fromCharCode(code));
  const inWords = bytes.filter(
    (code, index) => code >= 0x80 && (isLetter(bytes[index - 1]) || isLetter(bytes[index + 1])),
  );
  const low = inWords.filter((code) => code < 0xa0).length;
  if (low > inWords.length / 2) return 'a code page of the console (OEM, such as 850 or 437)';
  return `Windows-1252 ("ANSI"), where it is "${new TextDecoder('windows-1252').decode(Uint8Array.of(byte))}"`;
}
