import CYAML

/// One step of libyaml through a text, with ranges in bytes.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case documentEnd
    case streamEnd
    case alias(String)
    case scalar(String, YAMLStyle)
    case sequenceStart(YAMLStyle)
    case mappingStart(YAMLStyle)
    case sequenceEnd
    case mappingEnd
  }

  var kind: Kind
  var range: TextRange
  var anchor: String?
  var tag: String?
}

/// libyaml's parser over bytes that outlive it. libyaml counts characters; a cursor turns its marks into offsets,
/// moving only as far as the marks do.
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  /// What is added to offsets in `bytes` to give those of the caller.
  private let base: Int
  /// No range ends after this offset in `bytes`.
  private let limit: Int
  /// What stopped libyaml, in its words, and where in `bytes`.
  private(set) var problem: (text: String, offset: Int)?
  private var character = 0
  private var offset = 0

  /// Precondition: the bytes are UTF-8 without a byte order mark, and stay where they are while this value lives.
  init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, limit: Int) {
    self.bytes = bytes
    self.limit = limit
    self.base = base
    parser = .allocate(capacity: 1)
    precondition(yaml_parser_initialize(parser) == 1, "BUG: no memory for a YAML parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  mutating func next() throws(YAMLError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
      defer { yaml_event_delete(&event) }
      if event.type == YAML_STREAM_START_EVENT { continue }
      return translated(event)
    }
  }

  private mutating func translated(_ event: yaml_event_t) -> YAMLEvent {
    let start = place(event.start_mark)
    let range = TextRange(start, max(start, place(event.end_mark)))
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, range: range)
    case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, range: range)
    case YAML_ALIAS_EVENT:
      return YAMLEvent(kind: .alias(text(event.data.alias.anchor) ?? ""), range: range)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return YAMLEvent(
        kind: .scalar(String(decoding: value, as: UTF8.self), style(scalar.style)), range: range,
        anchor: text(scalar.anchor), tag: text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      return YAMLEvent(
        kind: .sequenceStart(sequence.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block), range: range,
        anchor: text(sequence.anchor), tag: text(sequence.tag))
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return YAMLEvent(
        kind: .mappingStart(mapping.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block), range: range,
        anchor: text(mapping.anchor), tag: text(mapping.tag))
    case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, range: range)
    case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, range: range)
    default: return YAMLEvent(kind: .streamEnd, range: range)
    }
  }

  private func style(_ style: yaml_scalar_style_t) -> YAMLStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  /// What stopped libyaml. Its reader counts bytes, its other parts characters.
  private mutating func failure() -> YAMLError {
    let failed = parser.pointee
    let words = failed.problem.map { String(cString: $0) } ?? "no memory"
    let start =
      failed.error == YAML_READER_ERROR
      ? base + min(failed.problem_offset, limit) : place(failed.problem_mark)
    let end = min(start + 1, base + limit)
    problem = (words, start - base)
    return YAMLError(libyamlProblem: words, range: TextRange(min(start, end), end))
  }

  /// The caller's offset of a mark. Marks come nearly in order, so the steps add up to about one pass.
  private mutating func place(_ mark: yaml_mark_t) -> Int {
    while character < mark.index, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      character += 1
    }
    while character > mark.index, offset > 0 {
      offset -= 1
      while offset > 0, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      character -= 1
    }
    return base + min(offset, limit)
  }
}
