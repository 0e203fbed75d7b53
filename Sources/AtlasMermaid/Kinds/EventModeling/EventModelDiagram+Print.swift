import AtlasCore

/// How an event model is written: without indentation, because the brace that closes a block must begin its line.
extension EventModelDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    // A text that its line ends may only stand on a line that has begun.
    var texts = EventTexts(title, printer.accessibility)
    printer.line {
      $0.write("eventmodeling")
      texts.writeNext(to: &$0)
    }
    for statement in statements { statement.print(to: &printer, &texts) }
  }
}

/// The title and the accessibility text, each to stand behind another statement.
private struct EventTexts {
  private var texts: [(word: String, text: TextRange)] = []

  init(_ title: TextRange?, _ accessibility: AccessibilityText) {
    if let title { texts.append(("title", title)) }
    if let text = accessibility.title { texts.append(("accTitle:", text)) }
    if let text = accessibility.description { texts.append(("accDescr", text)) }
  }

  mutating func writeNext(to printer: inout SyntaxPrinter) {
    guard let (word, text) = texts.first else { return }
    texts.removeFirst()
    if word == "accDescr" {
      printer.write(" ")
      return printer.write(description: text)
    }
    printer.write(" \(word) ")
    printer.writeText(text)
  }
}

extension EventModelStatement {
  fileprivate func print(to printer: inout SyntaxPrinter, _ texts: inout EventTexts) {
    switch self {
    case .frame(let frame):
      printer.line {
        frame.write(to: &$0)
        if frame.data == nil { texts.writeNext(to: &$0) }
      }
    case .entity(let entity):
      printer.line {
        $0.write("entity ", entity.name)
        texts.writeNext(to: &$0)
      }
    case .data(let data):
      printer.print(block: data.data) { $0.write("data ", data.name) }
    case .note(let note):
      printer.print(block: note.data) { $0.write("note ", note.frame) }
    case .scenario(let scenario):
      printer.line {
        $0.write("gwt ", scenario.frame)
        $0.write(steps: scenario.given, behind: " given")
        $0.write(steps: scenario.when, behind: " when")
        $0.write(steps: scenario.then, behind: " then")
        texts.writeNext(to: &$0)
      }
    }
  }
}

extension EventFrame {
  fileprivate func write(to printer: inout SyntaxPrinter) {
    printer.write(isReset ? "rf " : "tf ", name)
    printer.write(" \(role.word) ", entity)
    for source in sources { printer.write(" ->> ", source) }
    if let reference {
      printer.write(" [[", reference)
      printer.write("]]")
    }
    guard let data else { return }
    printer.write(format: data.format)
    switch data.enclosure {
    case .braces:
      printer.write(" { ", data.text)
      printer.write(" }")
    case .quotes: printer.writeQuotedNext(data.text)
    case .singleQuotes:
      printer.write(" '", data.text)
      printer.write("'")
    }
  }
}

extension EventRole {
  fileprivate var word: String {
    switch self {
    case .ui: "ui"
    case .command: "cmd"
    case .event: "evt"
    case .readModel: "rmo"
    case .processor: "pcr"
    }
  }
}

extension SyntaxPrinter {
  /// Several lines, and a brace at the beginning of the last. A block that is empty has an empty line, so that no later
  /// brace closes it.
  fileprivate mutating func print(block data: EventData, _ head: (inout SyntaxPrinter) -> Void) {
    line {
      head(&$0)
      $0.write(format: data.format)
      $0.write(" {")
    }
    if isEmpty(data.text) { line("") } else { nested { $0.line { $0.write(data.text) } } }
    line("}")
  }

  fileprivate mutating func write(format: TextRange?) {
    guard let format else { return }
    write(" `", format)
    write("`")
  }

  fileprivate mutating func write(steps: [EventScenario.Step], behind word: String) {
    guard !steps.isEmpty else { return }
    write(word)
    for step in steps { write(" \(step.role.word) ", step.entity) }
  }
}
