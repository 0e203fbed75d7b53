extension InlineText {
  /// The spans of a text in order. Most texts have one, which needs no room of its own: a library has as many texts as it
  /// has lines.
  package struct Spans: RandomAccessCollection, Sendable {
    private var first: Span?
    private var others: [Span] = []

    package var startIndex: Int { 0 }
    package var endIndex: Int { first == nil ? 0 : others.count + 1 }

    package subscript(place: Int) -> Span {
      if place > 0 { return others[place - 1] }
      guard let first else { preconditionFailure("BUG: a span of a text without any") }
      return first
    }

    mutating func append(_ span: Span) {
      if first == nil { first = span } else { others.append(span) }
    }
  }
}
