// Histogram over the bits of a double: 64 bins an octave, so that a quantile is right within 0.8 %.
#pragma once
#include <cstdint>
#include <cstring>
#include <vector>

class Histogram {
 public:
  void add(double value) {
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    counts[bits >> 46]++;
    count++;
    sum += value;
  }
  double mean() const { return sum / count; }
  double quantile(double share) const {
    uint64_t left = uint64_t(share * count);
    for (uint64_t bin = 0; bin < counts.size(); bin++) {
      if (left < counts[bin]) {
        const uint64_t bits = (bin << 46) + (1ULL << 45);
        double value;
        std::memcpy(&value, &bits, sizeof value);
        return value;
      }
      left -= counts[bin];
    }
    return 0;
  }

 private:
  std::vector<uint64_t> counts = std::vector<uint64_t>(1 << 17);
  uint64_t count = 0;
  double sum = 0;
};
