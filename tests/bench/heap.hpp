// What the heap is used for: malloc and its family are this program's own, and tell whoever watches. Read next:
// memory.cpp.
#pragma once
#include <cstdint>

namespace bench {

/// What was done while somebody watched.
struct Heap {
  std::int64_t live = 0;  // bytes taken and not given back, as the allocator rounds them
  std::int64_t allocations = 0;
};

/// Does work, and adds to a Heap what it does there. For one thread.
class HeapMeter {
 public:
  template <class Work>
  void operator()(Work work) {
    watch(&heap_);
    work();
    watch(nullptr);
  }
  const Heap& heap() const { return heap_; }

 private:
  static void watch(Heap* heap);
  Heap heap_;
};

}  // namespace bench
