/** The states of a deployment, worst first: the first that applies names it, the others that apply are reasons. */
export const STATES = ['disconnected', 'failing', 'saturated', 'unsupported', 'idle', 'holds'] as const;

export type State = (typeof STATES)[number];

/** Whether a deployment connects, answers and keeps up, whatever its objective and its documented limits. */
export const carriesLoad = (state: State): boolean =>
  state !== 'disconnected' && state !== 'failing' && state !== 'saturated';
