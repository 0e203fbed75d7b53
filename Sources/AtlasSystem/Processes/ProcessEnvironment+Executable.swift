import AtlasCore
import Glibc

extension ProcessEnvironment {
  /// This program's own file; nil where the kernel does not say.
  package static var executablePath: BytePath? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    return length > 0 ? BytePath(buffer[..<length].map { UInt8(bitPattern: $0) }) : nil
  }
}
