import AtlasCore
import Glibc

/// A call to the operating system that failed: what was tried, on which file, and the system's reason.
package struct SystemError: Error, Hashable, Sendable {
  /// A verb that continues "cannot": `open`, `write to`, `make folder`.
  package var operation: String
  package var path: BytePath?
  /// The value of `errno`.
  package var code: Int32
  /// The reason in words, where `code` alone would not tell it.
  package var detail: String?

  package init(_ operation: String, _ path: BytePath? = nil, code: Int32, detail: String? = nil) {
    self.operation = operation
    self.path = path
    self.code = code
    self.detail = detail
  }

  /// The error that `errno` tells of. Precondition: called before anything else can change `errno`.
  package static func last(_ operation: String, _ path: BytePath? = nil) -> SystemError {
    SystemError(operation, path, code: errno)
  }

  /// Whether there is nothing at the path.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// The reason alone: `Permission denied`.
  package var reason: String { detail ?? SystemError.text(of: code) }

  /// The system's text for an error number, in English: nothing here ever calls `setlocale`.
  package static func text(of code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let base = buffer.baseAddress, strerror_r(code, base, buffer.count) == 0 else {
        return "error \(code)"
      }
      return String(cString: base)
    }
  }
}

extension SystemError: CustomStringConvertible {
  /// `cannot open docs/a.md: Permission denied`.
  package var description: String {
    guard let path else { return "cannot \(operation): \(reason)" }
    return "cannot \(operation) \(path.bytes.isEmpty ? "." : path.description): \(reason)"
  }
}
