import { createDistribution, type DistributionSpec } from '../../../engine/index.js';
import type { Model } from '../../../model/schema.js';
import type { ContentId } from '../../request/ids.js';

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

/**
 * Ranges that one download of a package reads, in the mean: exact where sizes are constant; of random ones the overshoot of
 * the last range is that of a renewal process.
 */
export function expectedReads({ size, files, peers }: Content, rangeSize: DistributionSpec): number {
  const [whole, range] = [createDistribution(size), createDistribution(rangeSize)];
  const bytes = (whole.mean * fromSource({ peers })) / files;
  if (bytes === 0) return 0;
  if (range.variance === 0 && (whole.variance === 0 || files > 1))
    return files * Math.ceil(bytes / range.mean - ROUNDING);
  const overshoot = (1 + range.variance / range.mean ** 2) / 2;
  return files * Math.max(1, bytes / range.mean + overshoot);
}
