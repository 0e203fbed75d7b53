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
    for diagram in page.diagrams {
      guard
        let block = page.page.blocks.last(where: { $0.range.upperBound <= diagram.fence.range.lowerBound }),
        block.kind == .html, let found = height(in: page.page.bytes, block.range),
        Double(found.pixels) < settings.limit
      else { continue }
      report.add(
        found.range,
        "\"\(page.string(found.range))\" makes the diagram behind it \(found.pixels) pixels high",
        help: "give it \(Int(settings.limit)) pixels, or leave the height out")
    }
  }

  /// The height that an element states which is still open at the end of the block.
  private static func height(in bytes: [UInt8], _ block: TextRange) -> (range: TextRange, pixels: Int)? {
    let html = bytes[block.bounds]
    guard !zip(html, html.dropFirst()).contains(where: { $0 == UInt8(ascii: "<") && $1 == UInt8(ascii: "/") })
    else { return nil }
    let finder = PhraseFinder(["height"])
    var start = block.lowerBound
    while let found = finder.first(in: bytes[start..<block.upperBound]) {
      start = found.upperBound
      if bytes[..<found.lowerBound].suffix(5).elementsEqual("line-".utf8) { continue }
      var place = found.upperBound
      while place < block.upperBound, " :=\"'".utf8.contains(bytes[place]) { place += 1 }
      let digits = bytes[place..<block.upperBound].prefix { (0x30...0x39).contains($0) }
      guard place > found.upperBound, (1...6).contains(digits.count) else { continue }
      let unit = bytes[digits.endIndex..<block.upperBound].prefix(2)
      let isPixels = unit.elementsEqual("px".utf8)
      guard isPixels || unit.first.map({ "\"' >".utf8.contains($0) }) ?? false,
        let pixels = Int(String(decoding: digits, as: UTF8.self))
      else { continue }
      return (TextRange(found.lowerBound, digits.endIndex + (isPixels ? 2 : 0)), pixels)
    }
    return nil
  }
}
