/** What tables call a level of a factor: a mapping that has a name, as a VM size of one's own, by that; all else as it is. */
export function levelName(level: unknown): unknown {
  const name = typeof level === 'object' && level !== null && 'name' in level ? level.name : undefined;
  return typeof name === 'string' ? name : level;
}
