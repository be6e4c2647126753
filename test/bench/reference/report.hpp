// Times a workload's replications and prints one JSON object a replication.
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>

// `prepare(replication)` is not timed; what it returns is called once, and is.
template <class Prepare>
void timePrepared(int replications, Prepare prepare) {
  for (int replication = 0; replication < replications; replication++) {
    auto run = prepare(replication);
    const clock_t cpuBegan = std::clock();
    const auto began = std::chrono::steady_clock::now();
    const auto result = run();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::printf("{\"events\":%llu,\"seconds\":%.6f,\"mean\":%.6f,\"p99\":%.6f,\"cpuSeconds\":%.6f}\n",
                (unsigned long long)result.events, seconds, result.mean, result.p99, double(std::clock() - cpuBegan) / CLOCKS_PER_SEC);
  }
}

template <class Run>
void timeReplications(int replications, Run run) {
  timePrepared(replications, [&](int replication) { return [&run, replication] { return run(replication); }; });
}

struct Result {
  uint64_t events;
  double mean;
  double p99;
};
