import AtlasCore

/// What a comment says that is a waiver, or was meant as one: `atlas-ignore CODE, CODE -- reason`.
enum WaiverComment {
  case waiver(Reach, [Code], reason: String)
  case malformed(Problem)

  /// How far the comment reaches, where its first word says so.
  enum Reach: String, CaseIterable {
    /// What stands after it decides.
    case natural = "atlas-ignore"
    case nextLine = "atlas-ignore-next-line"
    case diagram = "atlas-ignore-diagram"
    case file = "atlas-ignore-file"
  }

  struct Code {
    var text: String
    /// In the comment's text.
    var range: TextRange
  }

  struct Problem {
    var message: String
    var help: String
  }

  /// Nil where the comment is about something else.
  init?(_ text: [UInt8]) {
    var words = Words(text)
    guard let first = words.next(), first.text.hasPrefix("atlas-i") else { return nil }
    guard let reach = Reach(rawValue: first.text) else {
      let nearest = NearestWord.of(first.text, in: Reach.allCases.map(\.rawValue))
      self = .malformed(
        Problem(
          message: "\"\(first.text)\" is no waiver", help: "write \(nearest ?? "atlas-ignore") CODE -- reason"
        ))
      return
    }
    var codes: [Code] = []
    while let word = words.next(), word.text != "--" { codes.append(word) }
    let reason = words.rest
    guard !codes.isEmpty else {
      self = .malformed(
        Problem(
          message: "the waiver names no rule",
          help: "write \(reach.rawValue) CODE -- reason, with the rule's id"))
      return
    }
    guard !reason.isEmpty else {
      self = .malformed(
        Problem(
          message: "the waiver gives no reason",
          help:
            "write \(reach.rawValue) \(codes.map(\.text).joined(separator: ", ")) -- why it is meant to be so"
        ))
      return
    }
    self = .waiver(reach, codes, reason: reason)
  }

  /// Words between blanks and commas.
  private struct Words {
    private let text: [UInt8]
    private var offset = 0

    init(_ text: [UInt8]) { self.text = text }

    mutating func next() -> Code? {
      while offset < text.count, Self.separates(text[offset]) { offset += 1 }
      let start = offset
      while offset < text.count, !Self.separates(text[offset]) { offset += 1 }
      guard offset > start else { return nil }
      return Code(
        text: String(decoding: text[start..<offset], as: UTF8.self), range: TextRange(start, offset))
    }

    /// What is left, without the blanks around it.
    var rest: String {
      var end = text.count
      while end > offset, Self.isBlank(text[end - 1]) { end -= 1 }
      let start = text[offset..<end].firstIndex { !Self.isBlank($0) } ?? end
      return String(decoding: text[start..<end], as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func separates(_ byte: UInt8) -> Bool { isBlank(byte) || byte == UInt8(ascii: ",") }
  }
}
