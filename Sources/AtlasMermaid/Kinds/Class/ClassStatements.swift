import AtlasCore

/// The statements of a class diagram. Each function gives false where it stopped at an error it has reported.
extension ClassParser {
  // MARK: Names

  /// Words, hyphens, dots and letters, however many blanks stand between them, or a text in backticks.
  mutating func readName(takesType: Bool = true) -> ClassName? {
    // The token of a name in backticks begins behind the first of them.
    let start = token.kind == .literal ? token.start - 1 : token.start
    var name = ClassName(range: TextRange(at: 0), id: TextRange(at: 0))
    var parts = 0
    while true {
      guard token.isAlphanumeric || token.kind == .literal else {
        complain(.name)
        return nil
      }
      if parts > 0, token.start > acceptedEnd, token.kind == .word { warnAboutBlank(start) }
      parts += 1
      let isLiteral = token.kind == .literal
      let content = token.content
      accept()
      if isLiteral {
        // Within a longer name the backticks stay, as they are needed to tell where each part ends.
        let hasEnd = scanner.byte(at: content.upperBound) == 0x60
        name.id = parts == 1 ? range(content) : range(start, content.upperBound + (hasEnd ? 1 : 0))
      } else {
        name.id = range(start, acceptedEnd)
        if token.kind == .dot {
          accept()
          continue
        }
        if token.isAlphanumeric || token.kind == .literal { continue }
      }
      if takesType, token.kind == .generic {
        name.type = range(token.content)
        accept()
      }
      name.range = range(start, isLiteral ? scanner.next(0x60, from: acceptedEnd) + 1 : acceptedEnd)
      if name.type != nil { name.range = range(start, scanner.next(0x7E, from: acceptedEnd) + 1) }
      return name
    }
  }

  /// The name as mermaid.js knows it: without blanks and backticks.
  func key(of name: ClassName) -> [UInt8] {
    scanner.source.original[name.id.bounds].filter { $0 > 0x20 && $0 != 0x60 }
  }

  private func hasPlainID(_ name: ClassName) -> Bool {
    !scanner.source.original[name.id.bounds].contains { $0 <= 0x20 || $0 == 0x60 }
  }

  private mutating func define(_ name: ClassName) { meaning.define(id(of: name), at: name.id) }

  /// The name as it is written where it is one piece, and otherwise its key.
  private func id(of name: ClassName) -> ArraySlice<UInt8> {
    hasPlainID(name) || isLiteral(name) ? scanner.source.original[name.id.bounds] : key(of: name)[...]
  }

  /// Whether the whole name stands in backticks, where blanks count.
  private func isLiteral(_ name: ClassName) -> Bool { name.id.start > name.range.start }

  /// `["text"]`
  mutating func readLabel() -> LabelText? {
    accept()
    guard token.kind == .string else {
      complain(.label)
      return nil
    }
    let label = LabelText(range(token.content), .quoted)
    accept()
    guard token.kind == .closeSquare else {
      complain(.labelEnd)
      return nil
    }
    accept()
    return label
  }

  // MARK: Relations and members

  mutating func readNamed() -> Bool {
    let start = token.start
    guard let name = readName() else { return false }
    switch token.kind {
    case .label:
      return readMember(of: name, start)
    case .string, .line, .dottedLine, .extensionHead, .dependencyHead, .compositionHead, .aggregationHead,
      .lollipopHead:
      return readRelation(from: name, start)
    default:
      if token.endsStatement, hasHeader || start > 0 { warnAboutMention(name) }
      statements.append(.mention(name))
      return true
    }
  }

  private mutating func readMember(of name: ClassName, _ start: Int) -> Bool {
    let content = token.content
    accept()
    define(name)
    let member =
      content.isEmpty
      ? nil
      : self.member(
        content, ClassMeaning.form(ofLabel: scanner.bytes[content]), isChecked: token.endsStatement)
    statements.append(
      .member(ClassMemberStatement(range: range(start, acceptedEnd), name: name, member: member)))
    return true
  }

  private mutating func readRelation(from: ClassName, _ start: Int) -> Bool {
    let fromText = readText()
    let startHead = readHead()
    let line: ClassRelation.Line
    switch token.kind {
    case .line: line = .solid
    case .dottedLine: line = .dotted
    default:
      complain(.line)
      return false
    }
    accept()
    let endHead = readHead()
    let toText = readText()
    guard let to = readName() else { return false }
    var label: LabelText?
    if token.kind == .label {
      if !token.content.isEmpty { label = LabelText(range(token.content), .plain) }
      accept()
    }
    defineEnds(from, startHead, to, endHead)
    statements.append(
      .relation(
        ClassRelation(
          range: range(start, acceptedEnd), from: from, to: to, fromText: fromText, toText: toText,
          line: line,
          startHead: startHead, endHead: endHead, label: label)))
    return true
  }

  /// At the ball of a lollipop stands no class.
  private mutating func defineEnds(
    _ from: ClassName, _ startHead: ClassRelation.Head, _ to: ClassName, _ endHead: ClassRelation.Head
  ) {
    if startHead != .lollipop || endHead != .none { defineEnd(from) }
    if endHead != .lollipop || startHead != .none { defineEnd(to) }
  }

  private mutating func defineEnd(_ name: ClassName) {
    define(name)
    guard ObjectMembers.contains(scanner.source.original[name.id.bounds]) else { return }
    diagnostics.cannotRender(
      name.id, "mermaid.js needs the name \"\(scanner.source.string(name.id))\" for itself",
      "give the class another name")
  }

  private mutating func readText() -> LabelText? {
    guard token.kind == .string else { return nil }
    let text = LabelText(range(token.content), .quoted)
    accept()
    return text
  }

  private mutating func readHead() -> ClassRelation.Head {
    let head: ClassRelation.Head
    switch token.kind {
    case .extensionHead: head = .extension
    case .dependencyHead: head = .dependency
    case .compositionHead: head = .composition
    case .aggregationHead: head = .aggregation
    case .lollipopHead: head = .lollipop
    default: return .none
    }
    accept()
    return head
  }

  /// A member, and whether mermaid.js stops at it.
  private mutating func member(
    _ content: Range<Int>, _ form: ClassMember.Form?, isChecked: Bool
  ) -> ClassMember {
    let text = scanner.bytes[content]
    if form == nil, isChecked { complainAboutMethod(content) }
    let visibility: ClassMember.Visibility =
      switch text.first {
      case 0x2B: .public
      case 0x2D: .private
      case 0x23: .protected
      case 0x7E: .package
      default: .none
      }
    return ClassMember(range: range(content), form: form ?? .method, visibility: visibility)
  }

  // MARK: Classes

  mutating func readDeclaration() -> Bool {
    let start = token.start
    accept()
    guard let name = readName() else { return false }
    var declaration = ClassDeclaration(range: name.range, name: name)
    if token.kind == .openSquare {
      guard let label = readLabel() else { return false }
      declaration.label = label
    }
    define(name)
    if let label = declaration.label { meaning.setLabel(label, of: id(of: name), scanner.source) }
    var needsMember = false
    if token.kind == .styleSeparator {
      accept()
      guard let word = readWord(.className) else { return false }
      declaration.className = word
      needsMember = true
    } else if token.kind == .annotationStart {
      accept()
      guard let word = readWord(.annotation) else { return false }
      guard token.kind == .annotationEnd else {
        complain(.annotationEnd)
        return false
      }
      accept()
      declaration.annotation = word
    }
    if token.kind == .openBrace {
      guard readBody(of: &declaration, needsMember) else { return false }
    }
    declaration.range = range(start, acceptedEnd)
    statements.append(.declaration(declaration))
    return true
  }

  private mutating func readWord(_ expected: ClassExpectation) -> TextRange? {
    guard token.isAlphanumeric else {
      complain(expected)
      return nil
    }
    let word = range(token.content)
    accept()
    return word
  }

  private mutating func readBody(of declaration: inout ClassDeclaration, _ needsMember: Bool) -> Bool {
    let brace = token.start
    accept()
    var contents: [Range<Int>] = []
    var hasMember = false
    while token.kind != .closeBrace {
      if token.kind == .member {
        hasMember = true
        let content = scanner.trimmed(token.start, token.end)
        if !content.isEmpty { contents.append(content) }
        accept()
        continue
      }
      let isEnd = token.start >= scanner.bytes.count
      if isEnd { complainAboutUnclosed(brace) } else { complain(.member) }
      if isEnd {
        lexer.restart(at: scanner.bytes.count, namespaces: 0)
        lexer.next()
        break
      }
      skipMember()
    }
    if needsMember, !hasMember, token.kind == .closeBrace { complain(.member) }
    if token.kind == .closeBrace { accept() }
    let isChecked = token.endsStatement || token.kind == .closeBrace
    declaration.members = contents.map {
      member($0, ClassMeaning.form(of: scanner.bytes[$0]), isChecked: isChecked)
    }
    return true
  }

  mutating func readAnnotation() -> Bool {
    let start = token.start
    accept()
    guard let word = readWord(.annotation) else { return false }
    guard token.kind == .annotationEnd else {
      complain(.annotationEnd)
      return false
    }
    accept()
    guard let name = readName() else { return false }
    if token.endsStatement, !meaning.isDefined(id(of: name)) { complainAboutUnknown(name) }
    statements.append(
      .annotation(ClassAnnotation(range: range(start, acceptedEnd), annotation: word, name: name)))
    return true
  }

  mutating func readNote() -> Bool {
    let start = token.start
    var name: ClassName?
    let isFor = token.kind == .noteFor
    accept()
    if isFor {
      guard let target = readName() else { return false }
      name = target
    }
    guard let text = readText() else {
      complain(.noteText)
      return false
    }
    statements.append(.note(ClassNote(range: range(start, acceptedEnd), name: name, text: text)))
    return true
  }

  // MARK: Styles

  mutating func readStyleDefinition() -> Bool {
    let start = token.start
    accept()
    var names: [TextRange] = []
    while true {
      guard token.kind == .word else {
        complain(.styleName)
        return false
      }
      names.append(range(token.content))
      accept()
      guard token.kind == .comma else { break }
      accept()
    }
    guard let styles = readStyles() else { return false }
    statements.append(
      .classDefinition(StyleClassDefinition(range: range(start, acceptedEnd), names: names, styles: styles)))
    return true
  }

  mutating func readStyle() -> Bool {
    let start = token.start
    accept()
    guard token.kind == .word else {
      complain(.styledClass)
      return false
    }
    let id = range(token.content)
    accept()
    guard let styles = readStyles() else { return false }
    statements.append(.style(StyleStatement(range: range(start, acceptedEnd), ids: [id], styles: styles)))
    return true
  }

  /// Styles with commas between them.
  private mutating func readStyles() -> [TextRange]? {
    let start = token.start
    guard isStylePart else {
      complain(.styles)
      return nil
    }
    while isStylePart {
      accept()
      guard token.kind == .comma else { continue }
      accept()
      guard isStylePart else {
        complain(.styles)
        return nil
      }
    }
    return scanner.commaParts(start..<acceptedEnd)
  }

  private var isStylePart: Bool {
    switch token.kind {
    case .word, .colon, .hash, .style, .percent, .label: true
    default: false
    }
  }

  mutating func readStyleAssignment() -> Bool {
    let start = token.start
    accept()
    guard token.kind == .string else {
      complain(.styledClasses)
      return false
    }
    let ids = scanner.commaParts(token.content)
    accept()
    guard token.kind == .word else {
      complain(.className)
      return false
    }
    let name = range(token.content)
    accept()
    statements.append(
      .styleAssignment(ClassStyleAssignment(range: range(start, acceptedEnd), ids: ids, className: name)))
    return true
  }

  // MARK: Clicks

  mutating func readClick() -> Bool {
    let start = token.start
    let keyword = token.kind
    accept()
    guard let name = readName() else { return false }
    var click = ClassClick(range: name.range, name: name)
    switch (keyword, token.kind) {
    case (.callback, .string):
      click.callback = takeContent()
      if token.kind == .string { click.tooltip = takeContent() }
    case (.link, .string):
      readLink(&click)
    case (.click, .callbackName):
      click.callback = takeContent()
      if token.kind == .callbackArguments { click.arguments = takeContent() }
      if token.kind == .string { click.tooltip = takeContent() }
    case (.click, .href):
      accept()
      guard token.kind == .string else {
        complain(.link)
        return false
      }
      readLink(&click)
    default:
      complain(keyword == .click ? .clickKind : .link)
      return false
    }
    click.range = range(start, acceptedEnd)
    statements.append(.click(click))
    return true
  }

  private mutating func readLink(_ click: inout ClassClick) {
    click.link = takeContent()
    if token.kind == .string { click.tooltip = takeContent() }
    if token.kind == .linkTarget { click.target = takeContent() }
  }

  private mutating func takeContent() -> TextRange {
    let content = range(token.content)
    accept()
    return content
  }
}
