import AtlasCore
import AtlasMarkdown

/// A diagram that HTML around it makes too small.
enum SmallWrapper: PageRule {
  static let description = RuleDocumentation(
    id: "min-height",
    finds: "a diagram in an HTML element whose height is less than 400 pixels",
    matters: "Labels that a laptop shrinks to five pixels are a picture of boxes.",
    bad: "# Reads\n\n<div style=\"height: 300px\">\n\n```mermaid\nflowchart LR\n  A --> B\n```\n\n</div>\n",
    good:
      "# Reads\n\n<div style=\"min-height: 400px\">\n\n```mermaid\nflowchart LR\n  A --> B\n```\n\n</div>\n")

  static let options: [RuleOption] = [.limit(400, "the least height of a diagram, in pixels")]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let blocks = page.page.blocks.indices.compactMap { number in
      page.page.blocks[number].kind == .html ? page.page.blocks[number].range : nil
    }
    var next = 0
    var open: [OpenElement] = []
    var told: Set<TextRange> = []
    for diagram in page.diagrams {
      while next < blocks.count, blocks[next].upperBound <= diagram.fence.range.lowerBound {
        Self.read(blocks[next], of: page.page.bytes, into: &open)
        next += 1
      }
      guard let found = open.compactMap(\.height).first(where: { Double($0.pixels) < settings.limit }),
        told.insert(found.range).inserted
      else { continue }
      report.add(
        found.range,
        "\"\(page.string(found.range))\" makes the diagram behind it \(found.pixels) pixels high",
        help: "give it \(Int(settings.limit)) pixels, or leave the height out")
    }
  }

  private struct OpenElement {
    var name: [UInt8]
    var height: (range: TextRange, pixels: Int)?
  }

  /// Elements without an end.
  private static let void: Set<[UInt8]> = Set(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"].map {
      Array($0.utf8)
    })

  /// Opens and closes elements as the tags of a block say. A tag that closes none is none.
  private static func read(_ block: TextRange, of bytes: [UInt8], into open: inout [OpenElement]) {
    var place = block.lowerBound
    while let start = bytes[place..<block.upperBound].firstIndex(of: UInt8(ascii: "<")) {
      let end = bytes[start..<block.upperBound].firstIndex(of: UInt8(ascii: ">")) ?? block.upperBound
      place = min(end + 1, block.upperBound)
      let isEnd = start + 1 < end && bytes[start + 1] == UInt8(ascii: "/")
      let name = bytes[(isEnd ? start + 2 : start + 1)..<max(end, isEnd ? start + 2 : start + 1)]
        .prefix { WordSet.isWord($0) }.map { $0 | 0x20 }
      guard let first = name.first, first &- UInt8(ascii: "a") < 26 else { continue }
      if isEnd {
        if let last = open.lastIndex(where: { $0.name == name }) { open.removeSubrange(last...) }
      } else if !void.contains(name), bytes[end - 1] != UInt8(ascii: "/") {
        open.append(OpenElement(name: name, height: height(in: bytes, TextRange(start, end))))
      }
    }
  }

  private static let heights = PhraseFinder(["height"])

  /// The height that a tag states.
  private static func height(in bytes: [UInt8], _ tag: TextRange) -> (range: TextRange, pixels: Int)? {
    var start = tag.lowerBound
    while let found = heights.first(in: bytes[start..<tag.upperBound]) {
      start = found.upperBound
      if bytes[..<found.lowerBound].suffix(5).elementsEqual("line-".utf8) { continue }
      var place = found.upperBound
      while place < tag.upperBound, " :=\"'".utf8.contains(bytes[place]) { place += 1 }
      let digits = bytes[place..<tag.upperBound].prefix { (0x30...0x39).contains($0) }
      guard place > found.upperBound, (1...6).contains(digits.count) else { continue }
      let unit = bytes[digits.endIndex..<tag.upperBound].prefix(2)
      let isPixels = unit.elementsEqual("px".utf8)
      guard isPixels || unit.first.map({ "\"' ;".utf8.contains($0) }) ?? true,
        let pixels = Int(String(decoding: digits, as: UTF8.self))
      else { continue }
      return (TextRange(found.lowerBound, digits.endIndex + (isPixels ? 2 : 0)), pixels)
    }
    return nil
  }
}
