import AtlasCore

/// What stands around the statements of every kind.
extension SyntaxPrinter {
  /// Front matter and directives, as they were written.
  mutating func writePreamble() {
    if let frontMatter = source.frontMatter { writeOriginal(frontMatter.range) }
    for directive in source.directives where !isOpen(directive) { writeOriginal(directive) }
  }

  /// A directive that is never closed: it takes everything up to the end, and so must stand there.
  mutating func writeOpenDirective() {
    for directive in source.directives where isOpen(directive) {
      writeOriginal(directive, endingLine: false)
    }
  }

  private func isOpen(_ directive: TextRange) -> Bool {
    let text = source.original[directive.bounds]
    return directive.upperBound >= source.original.count && !text.suffix(3).elementsEqual("}%%".utf8)
  }

  /// The line that names the kind, and the accessibility text below it.
  mutating func header(_ body: (inout SyntaxPrinter) -> Void) {
    line(body)
    nested {
      $0.printAccessibility()
    }
  }

  mutating func header(_ words: String) { header { $0.write(words) } }

  private mutating func printAccessibility() {
    if let title = accessibility.title {
      line {
        $0.write("accTitle: ")
        $0.write(title)
      }
    }
    if let description = accessibility.description { line { $0.write(description: description) } }
  }

  /// Only braces may hold several lines, and only a line may hold a brace.
  mutating func write(description: TextRange) {
    let isBlock = contains(description, anyOf: "\n") || isEmpty(description)
    write(isBlock ? "accDescr { " : "accDescr: ", description)
    if isBlock { write(" }") }
  }
}
