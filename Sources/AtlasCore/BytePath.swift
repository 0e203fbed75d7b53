/// A path as the kernel has it: bytes. Two names that look alike but differ in bytes stay two files, which Swift's
/// `String` would not keep apart.
public struct BytePath: Hashable, Sendable {
  public var bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public init(_ text: String) { self.bytes = Array(text.utf8) }

  public static let separator = UInt8(ascii: "/")

  public var isAbsolute: Bool { bytes.first == BytePath.separator }

  /// The part after the last `/`.
  public var name: BytePath {
    guard let slash = bytes.lastIndex(of: BytePath.separator) else { return self }
    return BytePath(Array(bytes[(slash + 1)...]))
  }

  /// The part before the last `/`; empty for a path of one name.
  public var parent: BytePath {
    guard let slash = bytes.lastIndex(of: BytePath.separator) else { return BytePath([UInt8]()) }
    return BytePath(Array(bytes[..<slash]))
  }

  /// The names between the separators; empty ones are left out.
  public var components: [BytePath] {
    bytes.split(separator: BytePath.separator).map { BytePath(Array($0)) }
  }

  /// The name's part after its last dot; empty where there is none, or only a leading one.
  public var fileExtension: String {
    let name = name.bytes
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self)
  }

  public func appending(_ other: BytePath) -> BytePath {
    if bytes.isEmpty { return other }
    if bytes.last == BytePath.separator { return BytePath(bytes + other.bytes) }
    return BytePath(bytes + [BytePath.separator] + other.bytes)
  }

  public func appending(_ name: String) -> BytePath { appending(BytePath(name)) }

  /// The path without `.`, empty names and, where a name stands before it, `..`: a rewriting of the text alone.
  public var normalized: BytePath {
    if isNormal { return self }
    var kept: [BytePath] = []
    for component in components {
      switch component.bytes {
      case Array(".".utf8): continue
      case Array("..".utf8) where !kept.isEmpty && kept.last?.bytes != Array("..".utf8): kept.removeLast()
      case Array("..".utf8) where isAbsolute: continue
      default: kept.append(component)
      }
    }
    let joined = Array(kept.map(\.bytes).joined(separator: [BytePath.separator]))
    return BytePath(isAbsolute ? [BytePath.separator] + joined : joined)
  }

  /// Whether every name is one that `normalized` keeps, and no separator stands for nothing.
  private var isNormal: Bool {
    var start = isAbsolute ? 1 : 0
    if start == bytes.count { return true }
    while true {
      let end = bytes[start...].firstIndex(of: BytePath.separator) ?? bytes.count
      let dots = bytes[start..<end].allSatisfy { $0 == UInt8(ascii: ".") }
      if dots, end - start <= 2 { return false }
      if end == bytes.count { return true }
      start = end + 1
    }
  }

  /// What is left after `folder` and its separator; nil where the path does not lie in it.
  public func relative(to folder: BytePath) -> BytePath? {
    if folder.bytes.isEmpty { return self }
    var prefix = folder.bytes
    if prefix.last != BytePath.separator { prefix.append(BytePath.separator) }
    guard bytes.starts(with: prefix) else { return nil }
    return BytePath(Array(bytes[prefix.count...]))
  }
}

extension BytePath: Comparable {
  /// By bytes, the order of every output.
  public static func < (left: BytePath, right: BytePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension BytePath: CustomStringConvertible, ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }

  /// The path for people and reports: UTF-8 as it is, control characters and other bytes as `\xNN`.
  public var description: String { ByteText.display(bytes) }
}
