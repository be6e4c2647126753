// Random numbers of the references: xoshiro256+ (Blackman and Vigna), exponentials and normals by logarithm and polar method.
#pragma once
#include <cmath>
#include <cstdint>

class Random {
 public:
  explicit Random(uint64_t seed) {
    for (auto &word : state) {  // splitmix64
      uint64_t z = (seed += 0x9e3779b97f4a7c15ULL);
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
      word = z ^ (z >> 31);
    }
  }

  double uniform() { return (next() >> 11) * 0x1p-53; }
  double exponential(double mean) { return -mean * std::log(1 - uniform()); }
  uint32_t integer(uint32_t n) { return (uint64_t(uint32_t(next() >> 32)) * n) >> 32; }

  double normal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u, v, s;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s == 0);
    const double factor = std::sqrt(-2 * std::log(s) / s);
    spare = v * factor;
    hasSpare = true;
    return u * factor;
  }

 private:
  uint64_t state[4];
  double spare = 0;
  bool hasSpare = false;

  uint64_t next() {
    const uint64_t result = state[0] + state[3];
    const uint64_t t = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = (state[3] << 45) | (state[3] >> 19);
    return result;
  }
};
