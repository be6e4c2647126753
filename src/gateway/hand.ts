/**
 * What one method hands to another: as arguments or results fractions are heap numbers wherever V8 makes a call. Fields
 * that are doubles from the start (see `Simulation`) are read and written in two instructions, elements of a typed array
 * in seven: 0.98 of the instructions of a relayed request.
 */
export class Hand {
  seconds = -0;
  bytes = -0;
}
