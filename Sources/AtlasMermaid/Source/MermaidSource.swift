import AtlasCore

/// The bytes of one diagram, and the text that mermaid.js makes of them before any grammar sees it: line ends unified,
/// front matter, directives and comment lines removed, leading white space trimmed, `#name;` codes encoded, a line end
/// added. One object a diagram: scanners, lexers and parsers hold it, and are copied and moved all the time.
public final class MermaidSource: Sendable {
  public let original: [UInt8]
  /// The cleaned text, which ends in a line end.
  public let text: [UInt8]
  let map: OffsetMap
  /// The YAML block before the diagram.
  public let frontMatter: FrontMatter?
  /// The `%%{init: …}%%` directives, in original bytes.
  public let directives: [TextRange]
  /// The `%%` comments that stand on lines of their own, without the white space before them and their line end.
  public let comments: [TextRange]
  /// Whether mermaid's second preparation changed the text once more. See `asDrawn`.
  let isPreparedTwice: Bool
  /// Which type mermaid looks for: the text without what hides from detection.
  let detectionText: [UInt8]?

  public convenience init(_ original: [UInt8]) {
    var preparation = Preparation(original)
    preparation.run()
    self.init(preparation, passes: 2)
  }

  private init(_ preparation: consuming Preparation, passes: Int) {
    var isPreparedTwice = false
    if passes == 2 { isPreparedTwice = preparation.runAgain() }
    original = preparation.original
    self.isPreparedTwice = isPreparedTwice
    detectionText = preparation.detectionText
    preparation.finish()
    text = preparation.edited.bytes
    map = preparation.edited.map
    frontMatter = preparation.frontMatter
    directives = preparation.directives.sorted()
    comments = preparation.comments.sorted()
  }

  /// The same diagram as `mermaid.render` prepares it: once.
  var asDrawn: MermaidSource {
    var preparation = Preparation(original)
    preparation.run()
    return MermaidSource(preparation, passes: 1)
  }

  /// The original bytes of a stretch of the cleaned text.
  @inline(__always)
  func range(_ start: Int, _ end: Int) -> TextRange { map.range(start, end) }

  /// The offset in the cleaned text of an original offset.
  func textOffset(ofOriginal offset: Int) -> Int { min(map.text(ofOriginal: offset), text.count) }

  /// The source with changes of its cleaned text that one kind's parser makes before it begins.
  func changed(_ changes: [TextChange]) -> MermaidSource {
    var edited = EditedText(text, map)
    edited.apply(changes)
    return MermaidSource(self, edited)
  }

  private init(_ source: MermaidSource, _ edited: EditedText) {
    original = source.original
    text = edited.bytes
    map = edited.map
    frontMatter = source.frontMatter
    directives = source.directives
    comments = source.comments
    isPreparedTwice = source.isPreparedTwice
    detectionText = nil
  }

  /// What mermaid sees of some original bytes.
  public func cleanedText(of range: TextRange) -> ArraySlice<UInt8> {
    let stretch = map.text(ofOriginal: range)
    let start = min(stretch.lowerBound, text.count)
    return text[start..<max(start, min(stretch.upperBound, text.count))]
  }

  /// The original bytes as a string.
  public func string(_ range: TextRange) -> String {
    let end = min(range.upperBound, original.count)
    return String(decoding: original[min(range.lowerBound, end)..<end], as: UTF8.self)
  }

  /// The first word of the text, or its first line where that is no word: what a finding about the kind points at.
  var headerRange: TextRange {
    var end = 0
    while end < text.count, CharacterClass.whitespaceLength(text, end) == 0 { end += 1 }
    return range(0, end)
  }
}
