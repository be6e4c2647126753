import { BinaryHeap } from './event-queue/binary-heap.js';
import { CalendarQueue } from './event-queue/calendar-queue.js';
import type { EventQueue } from './event-queue/layout.js';
import { QuaternaryHeap } from './event-queue/quaternary-heap.js';

/** Layouts of the event queue; all of them give the same order of events. */
export type QueueKind = 'calendar' | 'binary' | 'quaternary';

/** Makes an empty event queue of a layout. */
export function createEventQueue(kind: QueueKind): EventQueue {
  if (kind === 'binary') return new BinaryHeap();
  if (kind === 'quaternary') return new QuaternaryHeap();
  return new CalendarQueue();
}
