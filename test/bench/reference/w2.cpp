// W2: a small gateway, five events a request, times in ms, everything multiplied by SCALE.
// Poisson 6.8 a ms -> VM (16 stations of 2 servers, exponential 1.6) -> channel (4 of 32 slots, 10 + exponential 2)
// -> backend (8 servers, lognormal mean 1 cv 1.5) -> the same VM. Usage: w2 heap|calendar REQUESTS REPLICATIONS SCALE
#include <cstdlib>
#include <cstring>
#include "histogram.hpp"
#include "queues.hpp"
#include "random.hpp"
#include <type_traits>
#include "report.hpp"

namespace {
enum Handler { ARRIVAL, VM, CHANNEL, BACKEND };

struct Waiting {
  int32_t request;
  double service;
};

struct Station {
  int servers;
  int busy = 0;
  std::vector<Waiting> line = std::vector<Waiting>(64);
  size_t head = 0, length = 0;

  void push(int32_t request, double service) {
    if (length == line.size()) {
      std::vector<Waiting> larger(line.size() * 2);
      for (size_t index = 0; index < length; index++) larger[index] = line[(head + index) & (line.size() - 1)];
      line.swap(larger);
      head = 0;
    }
    line[(head + length++) & (line.size() - 1)] = {request, service};
  }
  Waiting shift() {
    const Waiting first = line[head];
    head = (head + 1) & (line.size() - 1);
    length--;
    return first;
  }
};

struct Request {
  double arrived;
  int32_t vm;
  bool returning;
};

template <class Queue>
class Gateway {
 public:
  Gateway(uint64_t requests, int replication, int scale)
      : queue(1.0 / (8 * 6.8 * scale)), left(requests), scale(scale), arrivals(1000 + replication), routing(2000 + replication),
        vmTimes(3000 + replication), channelTimes(4000 + replication), backendTimes(5000 + replication) {
    vms.resize(16 * scale, Station{2});
    channels.resize(4 * scale, Station{32});
    backends.resize(scale, Station{8});
    if constexpr (std::is_same_v<Queue, CalendarQueue>) {
      uint32_t days = 1024;
      while (days < 1500u * scale) days *= 2;
      queue.setDays(days);
    }
  }

  Result run() {
    schedule(arrivals.exponential(1 / (6.8 * scale)), ARRIVAL, 0);
    uint64_t events = 0;
    while (!queue.empty()) {
      const Event event = queue.pop();
      now = event.time;
      events++;
      switch (event.handler) {
        case ARRIVAL: arrive(); break;
        case VM: leaveVm(event.argument); break;
        case CHANNEL: leaveChannel(event.argument); break;
        case BACKEND: leaveBackend(event.argument); break;
      }
    }
    return {events, histogram.mean(), histogram.quantile(0.99)};
  }

 private:
  Queue queue;
  uint64_t left, sequence = 0;
  int scale;
  double now = 0;
  Random arrivals, routing, vmTimes, channelTimes, backendTimes;
  std::vector<Station> vms, channels, backends;
  std::vector<Request> requests;
  std::vector<int32_t> free;
  Histogram histogram;
  const double sigma = std::sqrt(std::log1p(1.5 * 1.5));
  const double mu = -std::log1p(1.5 * 1.5) / 2;

  void schedule(double delay, int32_t handler, int32_t argument) { queue.push({now + delay, sequence++, handler, argument}); }

  void enter(Station &station, int32_t handler, int32_t request, double service) {
    if (station.busy < station.servers) {
      station.busy++;
      schedule(service, handler, request);
    } else {
      station.push(request, service);
    }
  }
  void leave(Station &station, int32_t handler) {
    if (station.length > 0) {
      const Waiting next = station.shift();
      schedule(next.service, handler, next.request);
    } else {
      station.busy--;
    }
  }

  void arrive() {
    if (--left > 0) schedule(arrivals.exponential(1 / (6.8 * scale)), ARRIVAL, 0);
    int32_t request;
    if (free.empty()) {
      request = int32_t(requests.size());
      requests.emplace_back();
    } else {
      request = free.back();
      free.pop_back();
    }
    const int32_t vm = int32_t(routing.integer(16 * scale));
    requests[request] = {now, vm, false};
    enter(vms[vm], VM, request, vmTimes.exponential(1.6));
  }
  void leaveVm(int32_t request) {
    const Request state = requests[request];
    leave(vms[state.vm], VM);
    if (state.returning) {
      histogram.add(now - state.arrived);
      free.push_back(request);
    } else {
      enter(channels[state.vm % channels.size()], CHANNEL, request, 10 + channelTimes.exponential(2));
    }
  }
  void leaveChannel(int32_t request) {
    const int32_t vm = requests[request].vm;
    leave(channels[vm % channels.size()], CHANNEL);
    enter(backends[vm % backends.size()], BACKEND, request, std::exp(mu + sigma * backendTimes.normal()));
  }
  void leaveBackend(int32_t request) {
    const int32_t vm = requests[request].vm;
    leave(backends[vm % backends.size()], BACKEND);
    requests[request].returning = true;
    enter(vms[vm], VM, request, vmTimes.exponential(1.6));
  }
};
}  // namespace

int main(int, char **arguments) {
  const bool heap = std::strcmp(arguments[1], "heap") == 0;
  const uint64_t requests = std::strtoull(arguments[2], nullptr, 10);
  const int scale = std::atoi(arguments[4]);
  timeReplications(std::atoi(arguments[3]), [&](int replication) {
    return heap ? Gateway<BinaryHeap>(requests, replication, scale).run()
                : Gateway<CalendarQueue>(requests, replication, scale).run();
  });
}
