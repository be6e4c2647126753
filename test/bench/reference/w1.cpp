// W1: M/M/1 at load 0.9, mean time in system 10. Two events a customer. Usage: w1 heap|calendar CUSTOMERS REPLICATIONS
#include <cstdlib>
#include <cstring>
#include <vector>
#include "histogram.hpp"
#include "queues.hpp"
#include "random.hpp"
#include "report.hpp"

namespace {
enum Handler { ARRIVAL, DEPARTURE };

template <class Queue>
Result simulate(uint64_t customers, int replication) {
  Queue queue(0.5);
  Random arrivals(1000 + replication), services(2000 + replication);
  Histogram histogram;
  std::vector<double> line(1 << 16);  // arrival times, a ring
  uint64_t head = 0, tail = 0, sequence = 0, arrived = 0, departed = 0;
  double now = 0;
  queue.push({arrivals.exponential(1 / 0.9), sequence++, ARRIVAL, 0});
  while (!queue.empty()) {
    const Event event = queue.pop();
    now = event.time;
    switch (event.handler) {
      case ARRIVAL:
        if (++arrived < customers) queue.push({now + arrivals.exponential(1 / 0.9), sequence++, ARRIVAL, 0});
        line[tail++ & 0xffff] = now;
        if (tail - head == 1) queue.push({now + services.exponential(1), sequence++, DEPARTURE, 0});
        break;
      case DEPARTURE:
        histogram.add(now - line[head++ & 0xffff]);
        departed++;
        if (tail != head) queue.push({now + services.exponential(1), sequence++, DEPARTURE, 0});
        break;
    }
  }
  return {arrived + departed, histogram.mean(), histogram.quantile(0.99)};
}
}  // namespace

int main(int, char **arguments) {
  const bool heap = std::strcmp(arguments[1], "heap") == 0;
  const uint64_t customers = std::strtoull(arguments[2], nullptr, 10);
  timeReplications(std::atoi(arguments[3]), [&](int replication) {
    return heap ? simulate<BinaryHeap>(customers, replication) : simulate<CalendarQueue>(customers, replication);
  });
}
