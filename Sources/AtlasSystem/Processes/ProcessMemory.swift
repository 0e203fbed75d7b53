import CLinux

/// How the process takes memory from the system.
package enum ProcessMemory {
  /// Lets every thread's heap take its address space at once and keep what it has: a heap that grows by a page at a time
  /// asks the system some ten thousand times in a large run, and all threads wait for each of these calls. Pages that
  /// are never touched cost nothing.
  ///
  /// Precondition: no other thread runs yet.
  package static func reserve() {
    _ = mallopt(Int32(CLINUX_M_TOP_PAD), heapSize)
    _ = mallopt(Int32(CLINUX_M_TRIM_THRESHOLD), heapSize)
    // Told by hand, because the calls above end the adjustment of it that glibc does by itself.
    _ = mallopt(Int32(CLINUX_M_MMAP_THRESHOLD), heapSize / 2)
  }

  /// In bytes: the most that a heap of glibc's holds.
  private static let heapSize: Int32 = 64 << 20
}
