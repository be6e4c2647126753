// The event queues of the references: a binary heap, and a calendar queue whose width is tuned by hand to the known load.
#pragma once
#include <cstdint>
#include <vector>

struct Event {
  double time;
  uint64_t sequence;
  int32_t handler;
  int32_t argument;
};

inline bool before(const Event &a, const Event &b) {
  return a.time < b.time || (a.time == b.time && a.sequence < b.sequence);
}

class BinaryHeap {
 public:
  explicit BinaryHeap(double) { events.reserve(1024); }
  bool empty() const { return events.empty(); }

  void push(const Event &event) {
    size_t hole = events.size();
    events.push_back(event);
    while (hole > 0) {
      const size_t parent = (hole - 1) / 2;
      if (events[parent].time <= event.time) break;  // the newcomer has the largest sequence
      events[hole] = events[parent];
      hole = parent;
    }
    events[hole] = event;
  }

  Event pop() {
    const Event first = events[0];
    const Event last = events.back();
    events.pop_back();
    const size_t size = events.size();
    if (size == 0) return first;
    size_t hole = 0;
    for (;;) {
      size_t child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && before(events[child + 1], events[child])) child++;
      if (before(last, events[child])) break;
      events[hole] = events[child];
      hole = child;
    }
    events[hole] = last;
    return first;
  }

 private:
  std::vector<Event> events;
};

// Sorted singly linked lists in a year of days; `width` is the length of a day.
class CalendarQueue {
 public:
  explicit CalendarQueue(double width, uint32_t days = 1024) : inverse(1 / width), days(days, -1), mask(days - 1) {
    nodes.reserve(1024);
  }
  bool empty() const { return size == 0; }
  void setDays(uint32_t count) {
    days.assign(count, -1);
    mask = count - 1;
  }

  void push(const Event &event) {
    int32_t node;
    if (freeList >= 0) {
      node = freeList;
      freeList = nodes[node].next;
    } else {
      node = int32_t(nodes.size());
      nodes.emplace_back();
    }
    const int64_t day = int64_t(event.time * inverse);
    int32_t *link = &days[day & mask];
    while (*link >= 0 && nodes[*link].event.time <= event.time) link = &nodes[*link].next;
    nodes[node].event = event;
    nodes[node].day = day;
    nodes[node].next = *link;
    *link = node;
    size++;
  }

  Event pop() {
    for (uint32_t tried = 0;; today++) {
      const int32_t node = days[today & mask];
      if (node >= 0 && nodes[node].day <= today) return take(node);
      if (++tried > mask) {
        today = earliestDay() - 1;
        tried = 0;
      }
    }
  }

 private:
  struct Node {
    Event event;
    int64_t day;
    int32_t next;
  };
  double inverse;
  std::vector<int32_t> days;
  uint32_t mask;
  std::vector<Node> nodes;
  int32_t freeList = -1;
  int64_t today = 0;
  size_t size = 0;

  Event take(int32_t node) {
    days[today & mask] = nodes[node].next;
    nodes[node].next = freeList;
    freeList = node;
    size--;
    return nodes[node].event;
  }

  int64_t earliestDay() const {
    int64_t first = INT64_MAX;
    for (const int32_t node : days)
      if (node >= 0 && nodes[node].day < first) first = nodes[node].day;
    return first;
  }
};
