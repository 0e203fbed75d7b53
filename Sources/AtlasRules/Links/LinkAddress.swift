import AtlasCore

/// A link's destination, taken apart.
package enum LinkAddress: Hashable, Sendable {
  /// Something outside the library: it has a scheme or a host.
  case external
  /// What no reader of files can know: empty, or made by a template.
  case unknown
  case local(Local)

  package struct Local: Hashable, Sendable {
    /// Without the `/` that it may begin with; empty for the page itself.
    package var path: BytePath
    /// Whether it begins at the root of the site.
    package var isFromRoot: Bool
    /// Whether it ends with `/`.
    package var isFolder: Bool
    /// What follows the path as it is written: `?…`, `#…`.
    package var rest: String
    /// Nil where there is none, or an empty one.
    package var fragment: String?
  }

  package init(_ destination: String) {
    let bytes = Array(destination.utf8)
    if bytes.isEmpty || bytes.contains(0x0A) || Self.holdsTemplate(bytes) {
      self = .unknown
      return
    }
    if bytes.starts(with: [0x2F, 0x2F]) || Self.hasScheme(bytes) {
      self = .external
      return
    }
    let end = bytes.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.count
    let hash = bytes[end...].firstIndex(of: UInt8(ascii: "#"))
    let fragment = hash.map { Self.decoded(bytes[($0 + 1)...]) }.flatMap { $0.isEmpty ? nil : $0 }
    let path = Self.decoded(bytes[..<end])
    self = .local(
      Local(
        path: BytePath(Array(path.drop { $0 == BytePath.separator })),
        isFromRoot: path.first == BytePath.separator, isFolder: path.last == BytePath.separator,
        rest: String(decoding: bytes[end...], as: UTF8.self),
        fragment: fragment.map { String(decoding: $0, as: UTF8.self) }))
  }

  /// `{{ … }}` or `{% … %}`
  private static func holdsTemplate(_ bytes: [UInt8]) -> Bool {
    bytes.indices.dropLast().contains { place in
      bytes[place] == UInt8(ascii: "{")
        && (bytes[place + 1] == UInt8(ascii: "{") || bytes[place + 1] == UInt8(ascii: "%"))
    }
  }

  /// Letters, digits, `+`, `-`, `.` and then a colon; one letter is a drive, not a scheme.
  private static func hasScheme(_ bytes: [UInt8]) -> Bool {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 1 else { return false }
    let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte | 0x20) }
    return isLetter(bytes[0])
      && bytes[..<colon].allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
  }

  /// `%20` and the like as the bytes that they stand for.
  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex,
        let high = hexadecimal(text[index + 1]), let low = hexadecimal(text[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x61 + 10
    default: nil
    }
  }
}
