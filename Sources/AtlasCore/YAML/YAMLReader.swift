/// Reads one YAML document over libyaml, accepting and resolving what js-yaml's `load` does with its JSON schema:
/// what mermaid.js does with front matter and `@{ … }`. `docs/engineering/markdown.md` lists where the two libraries
/// differ and which of the differences are made up for here.
///
/// Any bytes will do. Nesting is limited, and so is what aliases expand to, so that hostile input costs its length.
public struct YAMLReader {
  public static let depthLimit = 200

  /// How many nodes a document may have with every alias written out.
  public static let nodeLimit = 1_000_000

  /// The one value of the text; null, with an empty range, where the text holds none.
  public static func read(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode {
    try read(bytes, in: TextRange(0, bytes.count))
  }

  /// The one value of a stretch of the bytes, with ranges that count from the beginning of all of them.
  public static func read(_ bytes: [UInt8], in range: TextRange) throws(YAMLError) -> YAMLNode {
    try bytes.withUnsafeBufferPointer { (all) throws(YAMLError) -> YAMLNode in
      var text = UnsafeBufferPointer(rebasing: all[range.bounds])
      var base = range.lowerBound
      if text.starts(with: [0xEF, 0xBB, 0xBF]) {
        text = UnsafeBufferPointer(rebasing: text[3...])
        base += 3
      }
      guard !text.isEmpty else { return YAMLNode(.null, range: TextRange(at: base), style: .plain) }
      if let bad = ByteText.firstInvalidUTF8(in: text) {
        throw YAMLError(
          range: TextRange(base + bad, base + bad + 1), message: "this byte is not UTF-8",
          help: "save the file as UTF-8")
      }
      return try read(YAMLRepairs(text), base: base)
    }
  }

  /// Reads until libyaml is content, or stops at something js-yaml refuses as well.
  private static func read(_ unrepaired: YAMLRepairs, base: Int) throws(YAMLError) -> YAMLNode {
    var repairs = unrepaired
    var repaired: YAMLError?
    while true {
      let text = repairs.text
      do throws(YAMLComposer.Failure) {
        let node = try text.withUnsafeBufferPointer { (bytes) throws(YAMLComposer.Failure) -> YAMLNode in
          try YAMLComposer.compose(bytes, base: base, repairs)
        }
        return repairs.keepsOffsets ? node : node.placed { repairs.original($0, base: base) }
      } catch {
        var reason = error.error
        reason.range = repairs.original(reason.range, base: base)
        // What was put in is not what is wrong: then it is what it was put in for.
        if let problem = error.problem, let repaired, repairs.isInsertion(problem.offset) { throw repaired }
        guard let problem = error.problem,
          repairs.repair(problem.text, at: problem.offset, inFlow: error.inFlow)
        else { throw reason }
        repaired = reason
      }
    }
  }
}

extension YAMLNode {
  /// The same tree with other ranges. Its depth is limited, and so is this recursion.
  fileprivate func placed(_ place: (TextRange) -> TextRange) -> YAMLNode {
    var node = self
    node.range = place(range)
    switch value {
    case .sequence(let elements): node.value = .sequence(elements.map { $0.placed(place) })
    case .mapping(let members):
      node.value = .mapping(
        members.map { YAMLMember(key: $0.key, keyRange: place($0.keyRange), node: $0.node.placed(place)) })
    default: break
    }
    return node
  }
}

/// Builds the tree from libyaml's events with a stack of its own, so that nesting costs no stack of the machine.
private struct YAMLComposer: ~Copyable {
  /// A sequence or mapping that is still open.
  private struct Open {
    var start: Int
    var style: YAMLStyle
    var anchor: String?
    var isMapping: Bool
    var elements: [YAMLNode] = []
    var members: [YAMLMember] = []
    var keys: Set<String> = []
    /// The key that waits for its value.
    var key: (text: String, range: TextRange)?
    /// The nodes in it, itself included, with aliases written out.
    var size = 1
  }

  /// Why composing stopped, and, where libyaml is the reason, in what words.
  struct Failure: Error {
    var error: YAMLError
    var problem: (text: String, offset: Int)?
    var inFlow: Bool
  }

  static func compose(
    _ bytes: UnsafeBufferPointer<UInt8>, base: Int, _ repairs: YAMLRepairs
  ) throws(Failure) -> YAMLNode {
    var composer = YAMLComposer(bytes, base: base, repairs)
    do throws(YAMLError) {
      return try composer.document()
    } catch {
      throw Failure(
        error: error, problem: composer.misread ?? composer.events.problem,
        inFlow: composer.stack.last?.style == .flow)
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: Int
  private let repairs: YAMLRepairs
  private var events: YAMLEvents
  private var stack: [Open] = []
  private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
  private var root: YAMLNode?
  /// What libyaml read otherwise than js-yaml without a word.
  private var misread: (text: String, offset: Int)?

  private init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, _ repairs: YAMLRepairs) {
    self.bytes = bytes
    self.base = base
    self.repairs = repairs
    events = YAMLEvents(bytes, base: base, limit: repairs.count)
  }

  mutating func document() throws(YAMLError) -> YAMLNode {
    var documents = 0
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd:
        return root ?? YAMLNode(.null, range: TextRange(at: event.range.upperBound), style: .plain)
      case .documentStart:
        documents += 1
        guard documents == 1 else {
          throw YAMLError(
            range: event.range, message: "a second document begins here", help: "keep one document only")
        }
      case .documentEnd: break
      case .alias(let name): try add(alias: name, at: event.range)
      case .scalar(let text, let style): try add(scalar: text, style: style, event)
      case .sequenceStart(let style): try open(isMapping: false, style, event)
      case .mappingStart(let style): try open(isMapping: true, style, event)
      case .sequenceEnd, .mappingEnd: try close(at: event.range)
      }
    }
  }

  private mutating func open(isMapping: Bool, _ style: YAMLStyle, _ event: YAMLEvent) throws(YAMLError) {
    guard stack.count < YAMLReader.depthLimit else {
      throw YAMLError(
        range: event.range, message: "values are nested deeper than \(YAMLReader.depthLimit) levels",
        help: "flatten them")
    }
    try checkAnchor(event)
    if style == .block, let tab = repairs.firstTab(before: event.range.lowerBound - base) {
      throw YAMLError(
        range: TextRange(base + tab, base + tab + 1), message: "a tab stands in the indentation",
        help: "indent with spaces")
    }
    if let tag = event.tag { try YAMLTag(tag, at: event.range).check(isMapping ? .mapping : .sequence) }
    if let anchor = event.anchor { anchors[anchor] = nil }
    stack.append(
      Open(start: event.range.lowerBound, style: style, anchor: event.anchor, isMapping: isMapping))
  }

  private mutating func close(at range: TextRange) throws(YAMLError) {
    guard let closed = stack.popLast() else { return }
    // A collection by indentation ends where the next thing begins; it is shown up to its last member.
    let last = closed.isMapping ? closed.members.last?.node.range : closed.elements.last?.range
    let end = closed.style == .flow ? range.upperBound : last?.upperBound ?? closed.start
    let value: YAMLValue = closed.isMapping ? .mapping(closed.members) : .sequence(closed.elements)
    let node = YAMLNode(value, range: TextRange(closed.start, max(closed.start, end)), style: closed.style)
    try add(node, size: closed.size, anchor: closed.anchor)
  }

  private mutating func add(
    scalar read: String, style: YAMLStyle, _ event: YAMLEvent
  ) throws(YAMLError) {
    try checkAnchor(event)
    if style == .plain { try checkQuestion(before: event.range) }
    try checkSyntax(of: read, style, event)
    let source = (event.range.lowerBound - base)..<(event.range.upperBound - base)
    guard let text = repairs.restored(read, from: source) else {
      throw YAMLError(libyamlProblem: "found invalid Unicode character escape code", range: event.range)
    }
    let value: YAMLValue =
      if let tag = event.tag {
        try YAMLTag(tag, at: event.range).resolve(text, style)
      } else if style == .plain {
        YAMLScalar.resolve(plain: text)
      } else {
        .string(text)
      }
    try add(YAMLNode(value, range: event.range, style: style), size: 1, anchor: event.anchor)
  }

  /// The name of an anchor goes on to the next blank or bracket, whatever it holds.
  private mutating func checkAnchor(_ event: YAMLEvent) throws(YAMLError) {
    guard let name = event.anchor,
      let sign = bytes[(event.range.lowerBound - base)...].firstIndex(of: UInt8(ascii: "&"))
    else { return }
    let end = sign + 1 + name.utf8.count
    guard end < bytes.count, !" \t\r\n,[]{}".utf8.contains(bytes[end]) else { return }
    misread = (YAMLRepairs.anchorWithSigns, end)
    throw YAMLError(
      range: TextRange(base + end, base + end + 1), message: "the name of the anchor `&\(name)` goes on here",
      help: "put a space after the name, or quote the text")
  }

  /// In brackets, a `?` that touches a word belongs to it, and one that touches a comma or bracket is none.
  private mutating func checkQuestion(before range: TextRange) throws(YAMLError) {
    guard stack.last?.style == .flow, let sign = bytes[..<(range.lowerBound - base)].last,
      sign == UInt8(ascii: "?")
    else { return }
    let place = TextRange(range.lowerBound - 1, range.lowerBound)
    if range.isEmpty, isFlowIndicator(at: range.lowerBound) {
      throw YAMLError(range: place, message: "a lone `?` stands in brackets", help: "quote it")
    }
    guard !range.isEmpty else { return }
    misread = (YAMLRepairs.wordWithQuestion, place.lowerBound - base)
    throw YAMLError(range: place, message: "a `?` begins this word", help: "quote the word")
  }

  /// What libyaml takes and js-yaml does not.
  private func checkSyntax(of text: String, _ style: YAMLStyle, _ event: YAMLEvent) throws(YAMLError) {
    let start = event.range.lowerBound
    if let open = stack.last, open.isMapping, open.style == .block, open.members.isEmpty, open.key == nil,
      open.start == start, event.anchor != nil || event.tag != nil
    {
      throw YAMLError(
        range: event.range, message: "the first key of a mapping carries an anchor or tag",
        help: "put it on the line above the mapping, or remove it")
    }
    switch style {
    case .plain
    where text == "-" && stack.last?.style == .flow && isFlowIndicator(at: event.range.upperBound):
      throw YAMLError(range: event.range, message: "a lone `-` stands in brackets", help: "quote it")
    case .literal, .folded:
      // Properties stand before the `|`; the header ends at the first byte that is no part of it.
      guard var place = bytes[(start - base)...].firstIndex(where: { "|>".utf8.contains($0) }) else { return }
      repeat { place += 1 } while place < bytes.count && "+-0123456789".utf8.contains(bytes[place])
      guard place < bytes.count, bytes[place] == UInt8(ascii: "#") else { return }
      throw YAMLError(
        range: TextRange(base + place, base + place + 1),
        message: "the comment touches the `|` or `>` before it",
        help: "put a space before the `#`")
    default: return
    }
  }

  private func isFlowIndicator(at offset: Int) -> Bool {
    offset - base < bytes.count && ",[]{}".utf8.contains(bytes[offset - base])
  }

  private mutating func add(alias name: String, at range: TextRange) throws(YAMLError) {
    let end = range.upperBound - base
    if end < bytes.count, !" \t\r\n,[]{}".utf8.contains(bytes[end]) {
      throw YAMLError(
        range: range, message: "the name of the alias `*\(name)` goes on after it",
        help: "put a space after the name, or quote the text")
    }
    guard let target = anchors[name] else {
      let inside = stack.contains { $0.anchor == name }
      throw YAMLError(
        range: range,
        message: inside
          ? "the alias `*\(name)` stands inside the value it repeats"
          : "no `&\(name)` stands before this alias",
        help: inside ? "write the value out" : "name the value to repeat, or quote the text")
    }
    try add(
      YAMLNode(target.node.value, range: range, style: target.node.style), size: target.size, anchor: nil)
  }

  /// Puts a finished node where it belongs: a key or value of the innermost mapping, an element, or the document.
  private mutating func add(_ node: YAMLNode, size: Int, anchor: String?) throws(YAMLError) {
    if let anchor { anchors[anchor] = (node, size) }
    guard !stack.isEmpty else {
      root = node
      return
    }
    let top = stack.count - 1
    stack[top].size += size
    guard stack[top].size <= YAMLReader.nodeLimit else {
      throw YAMLError(
        range: node.range, message: "aliases expand to more than \(YAMLReader.nodeLimit) values",
        help: "repeat fewer of them")
    }
    if !stack[top].isMapping {
      stack[top].elements.append(node)
    } else if let key = stack[top].key {
      stack[top].key = nil
      stack[top].members.append(YAMLMember(key: key.text, keyRange: key.range, node: node))
    } else {
      try add(key: node)
    }
  }

  private mutating func add(key node: YAMLNode) throws(YAMLError) {
    if let elements = node.sequence, elements.contains(where: { $0.sequence != nil }) {
      throw YAMLError(
        range: node.range, message: "a list inside a list cannot be a key", help: "quote the key")
    }
    let text = node.value.scriptText
    let top = stack.count - 1
    guard stack[top].keys.insert(text).inserted else {
      throw YAMLError(
        range: node.range, message: "the key `\(text)` stands twice in this mapping",
        help: "remove one of the two")
    }
    stack[top].key = (text, node.range)
  }
}
