import AtlasCore

/// Paths as URIs: every byte that has to be is percent-encoded, so that names that are not UTF-8 survive.
enum URIPath {
  /// A relative reference for a relative path, `file://…` for an absolute one.
  static func uri(of path: BytePath) -> String {
    var uri: [UInt8] = path.isAbsolute ? Array("file://".utf8) : []
    for byte in path.bytes {
      if isPlain(byte) {
        uri.append(byte)
      } else {
        uri.append(contentsOf: [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)])
      }
    }
    return String(decoding: uri, as: UTF8.self)
  }

  /// The unreserved characters of RFC 3986 and the separator. A colon is not among them: in the first name of a
  /// relative path it would end a scheme.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), BytePath.separator:
      true
    default: false
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
