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
      var composer = YAMLComposer(text, base: base)
      return try composer.document()
    }
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

  private var events: YAMLEvents
  private var stack: [Open] = []
  private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
  private var root: YAMLNode?

  init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int) {
    events = YAMLEvents(bytes, base: base)
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
    scalar text: String, style: YAMLStyle, _ event: YAMLEvent
  ) throws(YAMLError) {
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

  private mutating func add(alias name: String, at range: TextRange) throws(YAMLError) {
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
