import AtlasCore

extension ParsedDiagram {
  /// The diagram in canonical layout, made from its tree: parsed again, it has the same meaning. Front matter and
  /// directives stand at the top as they were written; comments are left out. Nil where there is no tree to trust, which
  /// is so for diagrams that are invalid or of a kind without a parser.
  /// Complexity: linear in the bytes.
  public var printed: [UInt8]? {
    guard verdict == .valid || verdict == .unrenderable, let tree = syntax.printable else { return nil }
    var printer = SyntaxPrinter(source, accessibility)
    printer.writePreamble()
    tree.print(to: &printer)
    printer.writeOpenDirective()
    return printer.bytes
  }
}
