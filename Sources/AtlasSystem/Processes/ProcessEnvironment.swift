import AtlasCore
import CLinux
import Glibc

/// What this process was started with.
package enum ProcessEnvironment {
  /// The bytes of an environment variable, or nil.
  package static func value(_ name: String) -> [UInt8]? {
    guard let value = getenv(name) else { return nil }
    return Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
  }

  /// The same as text, with damaged UTF-8 repaired.
  package static func text(_ name: String) -> String? {
    value(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every variable, sorted by name; the first of two with one name, as `getenv` finds it.
  package static var all: [(name: [UInt8], value: [UInt8])] {
    var found: [(name: [UInt8], value: [UInt8])] = []
    var seen: Set<[UInt8]> = []
    guard var next = clinux_environment() else { return [] }
    while let entry = next.pointee {
      let bytes = UnsafeRawBufferPointer(start: entry, count: strlen(entry))
      if let sign = bytes.firstIndex(of: UInt8(ascii: "=")) {
        let name = Array(bytes[..<sign])
        if seen.insert(name).inserted { found.append((name, Array(bytes[(sign + 1)...]))) }
      }
      next += 1
    }
    return found.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// The folder that relative paths start from; `.` where it has been removed.
  package static var currentDirectory: BytePath {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return BytePath(Array(UnsafeRawBufferPointer(start: path, count: strlen(path))))
  }

  /// The file that this process runs, or nil where the kernel does not tell.
  package static var executablePath: BytePath? {
    var buffer = [UInt8](repeating: 0, count: SystemPath.longestInOneCall)
    let count = buffer.withUnsafeMutableBytes {
      readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count > 0 ? BytePath(Array(buffer[..<count])) : nil
  }

  /// True for the user whom permissions do not stop.
  package static var isRoot: Bool { geteuid() == 0 }

  /// The cores this process may run on: `taskset` and containers are respected, CPU quotas are not.
  package static var coreCount: Int {
    // 1,024 words are 65,536 cores; the kernel refuses a set that is too small for the machine.
    var set = [UInt64](repeating: 0, count: 1024)
    let answer = sched_getaffinity(0, set.count * 8, &set)
    guard answer == 0 else { return max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
    return max(1, set.reduce(0) { $0 + $1.nonzeroBitCount })
  }
}
