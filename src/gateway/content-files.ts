import { createDistribution } from '../engine/index.js';
import type { Model } from '../model/schema.js';
import type { ContentId } from './ids.js';

type Content = Model['content'][number];

/** Share of a file's bytes below which a rest is the rounding of a division, not bytes to fetch. */
const ROUNDING = 1e-9;

/** The files of each package, which a download reads one after the other: the last of its list first, so that the rest says which. */
export class ContentFiles {
  private readonly files: readonly { readonly count: number; readonly bytes: number }[];

  constructor(content: readonly Content[]) {
    this.files = content.map((one) => ({
      count: one.files,
      bytes: (createDistribution(one.size).mean * fromSource(one)) / one.files,
    }));
  }

  /** The file that a download is in with so many bytes left. */
  at(content: ContentId, bytesLeft: number): number {
    const { count, bytes } = this.files[content];
    if (count === 1) return 0;
    return Math.max(0, Math.min(count - 1, Math.ceil(bytesLeft / bytes - ROUNDING) - 1));
  }

  /** Bytes that are left of that file: no range reads two files. */
  leftIn(content: ContentId, bytesLeft: number): number {
    return bytesLeft - this.at(content, bytesLeft) * this.files[content].bytes;
  }
}

/** Share of the bytes of a package that its source serves: what peers do not. */
export const fromSource = ({ peers }: Pick<Content, 'peers'>): number => 1 - peers;
