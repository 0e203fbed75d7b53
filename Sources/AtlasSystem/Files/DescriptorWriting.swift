import Glibc

/// Writing to a descriptor until all is written: short writes, signals and full pipes are not the caller's business.
enum DescriptorWriting {
  /// Writes everything, waiting where the other side is slow; gives an error number, or 0.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = write(descriptor, bytes.baseAddress! + written, min(bytes.count - written, 1 << 30))
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Somebody else made this descriptor non-blocking; wait until it takes more.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
      default: return errno
      }
    }
    return 0
  }
}
