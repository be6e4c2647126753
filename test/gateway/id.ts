/** A number as the id that is asked for: tests name their requests, clients and instances themselves. */
export const id = <Id extends number>(number: number): Id => number as Id;
