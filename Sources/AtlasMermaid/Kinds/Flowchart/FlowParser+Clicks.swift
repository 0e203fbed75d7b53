import AtlasCore

/// What happens on a click: `click A href "…"`, `click A call f()`.
extension FlowParser {
  mutating func readClick() -> FlowStatement? {
    let start = startOfClick
    var click = FlowClick(range: TextRange(at: 0), ids: split(lexer.start, lexer.end))
    accept()
    switch lexer.token {
    case .callbackName:
      click.callback = trimmed(lexer.start, lexer.end)
      accept()
      if lexer.token == .callbackArguments {
        click.arguments = range(lexer.start, lexer.end)
        accept()
      }
      guard readTooltip(&click) else { return nil }
    case .href:
      accept()
      guard lexer.token == .string else {
        complain(.clickTarget)
        return nil
      }
      guard readClickLink(&click) else { return nil }
    case .string:
      guard readClickLink(&click) else { return nil }
    default:
      guard isNamePart else {
        complain(.clickTarget)
        return nil
      }
      let name = lexer.start
      while isNamePart { accept() }
      click.callback = range(name, acceptedEnd)
      guard readTooltip(&click) else { return nil }
    }
    click.range = trimmed(start, lexer.start)
    return .click(click)
  }

  /// Where the word `click` begins. It is no token of its own: only white space parts it from the ids.
  private var startOfClick: Int {
    var start = max(0, lexer.start - "click ".utf8.count)
    while start > 0, !scanner.matches("click", at: start) { start -= 1 }
    return start
  }

  /// An address, then perhaps a tooltip, then perhaps a target.
  mutating func readClickLink(_ click: inout FlowClick) -> Bool {
    click.link = range(lexer.start, lexer.end)
    accept()
    guard lexer.token == .space else { return true }
    guard takeOneSpace() else { return false }
    if lexer.token == .string {
      click.tooltip = range(lexer.start, lexer.end)
      accept()
      guard lexer.token == .space else { return true }
      guard takeOneSpace() else { return false }
    }
    guard lexer.token == .linkTarget else {
      complain(.clickTarget)
      return false
    }
    click.target = range(lexer.start, lexer.end)
    accept()
    return true
  }

  mutating func readTooltip(_ click: inout FlowClick) -> Bool {
    guard lexer.token == .space else { return true }
    guard takeOneSpace() else { return false }
    guard lexer.token == .string else {
      complain(.clickTarget)
      return false
    }
    click.tooltip = range(lexer.start, lexer.end)
    accept()
    return true
  }
}
