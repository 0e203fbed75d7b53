import AtlasCore

/// What mermaid.js accepts in a flowchart and takes otherwise than it was meant.
extension FlowParser {
  /// `A---oB`: the `o` becomes the head of the link, and the node is `B`.
  mutating func warnAboutStolenHead() {
    let end = lexer.inner.upperBound
    guard end == lexer.end, end > lexer.inner.lowerBound else { return }
    let head = scanner.bytes[end - 1]
    guard head == 0x78 || head == 0x6F, CharacterClass.isWord(scanner.byte(at: end)) else { return }
    var wordEnd = end
    while CharacterClass.isWord(scanner.byte(at: wordEnd)) { wordEnd += 1 }
    let word = scanner.excerpt(end - 1, wordEnd)
    let kind = head == 0x78 ? "cross" : "circle"
    diagnostics.warn(
      .circleEdge, range(end - 1, end),
      "mermaid.js takes the \"\(scanner.excerpt(end - 1, end))\" of \"\(word)\" for the \(kind) at the end of the link",
      "put a space before \"\(word)\"",
      fix: Fix(safe: true, edits: [TextEdit(TextRange(at: range(end - 1, end).lowerBound), " ")]))
  }

  /// A line that is just `%%`: a comment needs at least one character more, so this is a node.
  mutating func warnAboutCommentNode(_ chain: FlowChain) {
    guard chain.nodes.count == 1, chain.nodes[0].shape == nil else { return }
    let id = chain.nodes[0].id
    guard id.count >= 2, scanner.source.original[id.lowerBound] == 0x25,
      scanner.source.original[id.lowerBound + 1] == 0x25
    else { return }
    diagnostics.warn(
      .commentAsNode, id, "mermaid.js draws a node named \"\(scanner.source.string(id))\" here",
      "write a text behind `%%`, or remove the line",
      fix: Fix(safe: true, edits: [TextEdit(id, "")]))
  }

  /// One id with two labels: only the last is drawn.
  mutating func warnAboutRedefinitions() {
    let original = scanner.source.original
    // A table with open addressing over the nodes themselves: a slot holds the place of the last one of an id, and 0
    // where it is free.
    var count = 4
    while count < labelled.count * 2 { count *= 2 }
    var slots = [Int32](repeating: 0, count: count)
    for (place, node) in labelled.enumerated() {
      var slot = FlowParser.hash(original, node.id) & (count - 1)
      while slots[slot] != 0, !isSame(labelled[Int(slots[slot]) - 1].id, node.id) {
        slot = (slot + 1) & (count - 1)
      }
      let earlier = Int(slots[slot])
      slots[slot] = Int32(place + 1)
      guard earlier != 0, let label = node.label, let other = labelled[earlier - 1].label,
        !isSame(other.range, label.range)
      else { continue }
      let id = scanner.source.string(node.id)
      diagnostics.warn(
        .nodeRedefined, node.range,
        "\"\(id)\" has another label already, and mermaid.js draws only this one",
        "give one of the nodes another id, or write the label once")
    }
  }

  /// Whether the same bytes stand at both places.
  private func isSame(_ left: TextRange, _ right: TextRange) -> Bool {
    let original = scanner.source.original
    return left.count == right.count && original[left.bounds].elementsEqual(original[right.bounds])
  }

  private static func hash(_ bytes: [UInt8], _ range: TextRange) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range.bounds { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
