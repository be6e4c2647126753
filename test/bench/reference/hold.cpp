// Hold model: with PENDING events in the queue, take the first and add one an exponential time later.
// Usage: hold heap|calendar OPERATIONS REPLICATIONS PENDING
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>
#include "queues.hpp"
#include "random.hpp"
#include "report.hpp"

namespace {
// Fills the queue, which is not timed, and returns what is.
template <class Queue>
auto hold(Queue queue, uint64_t operations, uint64_t pending, int replication) {
  Random random(1000 + replication);
  std::vector<double> increments(1 << 16);
  for (double &increment : increments) increment = random.exponential(1);
  uint64_t sequence = 0;
  for (uint64_t event = 0; event < pending; event++) {
    queue.push({increments[sequence & 0xffff], sequence, 0, int32_t(event)});
    sequence++;
  }
  return [queue = std::move(queue), increments = std::move(increments), operations, sequence]() mutable {
    double sum = 0;
    for (uint64_t operation = 0; operation < operations; operation++) {
      const Event event = queue.pop();
      sum += event.argument;
      queue.push({event.time + increments[sequence & 0xffff], sequence, 0, event.argument});
      sequence++;
    }
    return Result{operations, sum, 0};
  };
}
}  // namespace

int main(int, char **arguments) {
  const bool heap = std::strcmp(arguments[1], "heap") == 0;
  const uint64_t operations = std::strtoull(arguments[2], nullptr, 10);
  const uint64_t pending = std::strtoull(arguments[4], nullptr, 10);
  const int replications = std::atoi(arguments[3]);
  if (heap) {
    timePrepared(replications, [&](int replication) { return hold(BinaryHeap(0), operations, pending, replication); });
    return 0;
  }
  timePrepared(replications, [&](int replication) {
    CalendarQueue queue(2.0 / double(pending));
    uint32_t days = 64;
    while (days < pending) days *= 2;
    queue.setDays(days);
    return hold(std::move(queue), operations, pending, replication);
  });
}
