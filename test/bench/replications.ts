/** Runs replications in this process and prints each as a JSON object: what it returned and the seconds it took. */
export function printReplications(count: number, run: (replication: number) => object): void {
  for (let replication = 0; replication < count; replication++) {
    const cpuBegan = process.cpuUsage();
    const began = process.hrtime.bigint();
    const result = run(replication);
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    const { user, system } = process.cpuUsage(cpuBegan);
    console.log(JSON.stringify({ ...result, seconds, cpuSeconds: (user + system) / 1e6 }));
  }
}
