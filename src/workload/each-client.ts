/** What is done once to each of many clients. */
export interface ClientTask {
  run(client: number): void;
}

/**
 * Does a task to the clients `first` to `first + count - 1`, in their order: one loop for all such tasks.
 * notes: tasks-of-one-loop
 */
export function eachClient(first: number, count: number, task: ClientTask): void {
  for (let client = first; client < first + count; client++) task.run(client);
}
