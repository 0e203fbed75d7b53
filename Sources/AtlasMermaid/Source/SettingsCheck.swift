import AtlasCore

/// The settings at which mermaid.js itself fails, before it looks at the diagram: colours of a theme that are none, fonts
/// that are no text, values that cannot be used as mermaid.js does.
struct SettingsCheck {
  struct Problem {
    var rule: SyntaxRule
    /// The front matter's content or value, or the directive.
    var range: TextRange
    var message: String
    var help: String
  }

  /// What one front matter or directive sets.
  private struct Layer {
    var rule: SyntaxRule
    var range: TextRange
    var settings: Setting
  }

  private let layers: [Layer]

  static func problem(in source: MermaidSource) -> Problem? {
    if let unusable = source.frontMatter?.unusable {
      return Problem(
        rule: .frontMatter, range: unusable.range, message: unusable.message, help: unusable.help)
    }
    guard source.frontMatter?.config != nil || !source.directives.isEmpty else { return nil }
    let check = SettingsCheck(source)
    return check.oddFont ?? check.oddVariables ?? check.oddTheme
  }

  private init(_ source: MermaidSource) {
    var layers: [Layer] = []
    if let frontMatter = source.frontMatter, let config = frontMatter.config {
      layers.append(Layer(rule: .frontMatter, range: frontMatter.content, settings: Setting(config)))
    }
    for (range, value) in DiagramConfig.initDirectives(source) {
      layers.append(Layer(rule: .semanticError, range: range, settings: Setting(value)))
    }
    self.layers = layers
  }

  // MARK: Fonts and styles

  /// Mermaid.js goes through the characters of these texts, and fails where there are none to go through.
  private var oddFont: Problem? {
    for layer in layers {
      guard let name = SettingsCheck.oddFont(in: layer.settings) else { continue }
      return Problem(
        rule: layer.rule, range: layer.range, message: "`\(name)` is no text, and mermaid.js fails at it",
        help: "put the value in quotes")
    }
    return nil
  }

  private static func oddFont(in settings: Setting) -> String? {
    for (key, value) in settings.members {
      switch value {
      case .number, .flag: if key == "fontFamily" || key == "themeCSS" { return key }
      // Mermaid.js removes what it does not know before it looks inside.
      case .object: if sections.contains(key), let name = oddFont(in: value) { return name }
      case .nothing, .text, .list: break
      }
    }
    return nil
  }

  private static let sections: Set<String> = [
    "flowchart", "sequence", "gantt", "journey", "timeline", "class", "state", "er", "pie", "quadrantChart",
    "xyChart", "requirement", "mindmap", "kanban", "gitGraph", "c4", "sankey", "packet", "block", "radar",
    "treemap", "venn", "architecture", "wardley", "ishikawa", "cynefin", "treeView", "railroad",
    "eventmodeling", "themeVariables",
  ]

  // MARK: Colors

  /// A text in place of the variables: mermaid.js tries to blank the characters that it does not allow, which no text
  /// lets it do.
  private var oddVariables: Problem? {
    for layer in layers {
      guard case .text(let text)? = layer.settings["themeVariables"], !SettingsCheck.isPlain(text) else {
        continue
      }
      return Problem(
        rule: layer.rule, range: layer.range,
        message: "`themeVariables` is a text, and mermaid.js fails at it",
        help: "write one `name: value` for each variable")
    }
    return nil
  }

  private var oddTheme: Problem? {
    var theme: (name: String, layer: Layer)?
    for layer in layers {
      switch layer.settings["theme"] {
      case .text(let name)?: theme = (name, layer)
      case .list(let names)?:
        // A list of one is as good as its element.
        if names.count == 1, case .text(let name) = names[0] { theme = (name, layer) }
      case .flag?, .number?, .object?, .nothing?: theme = nil
      case nil: break
      }
    }
    guard let (name, layer) = theme else { return nil }
    if ObjectMembers.contains(Array(name.utf8)[...]) {
      return Problem(
        rule: layer.rule, range: layer.range,
        message: "\"\(name)\" is no theme, but a word that mermaid.js trips over",
        help: "write `base`, `default`, `dark`, `forest` or `neutral`")
    }
    guard let colors = ThemeColors.of(theme: name) else { return nil }
    return oddColor(of: name, colors)
  }

  private func oddColor(of theme: String, _ colors: ThemeColors) -> Problem? {
    var values: [String: (value: Setting, layer: Layer)] = [:]
    for layer in layers {
      for (key, value) in layer.settings["themeVariables"]?.members ?? [] where colors.colors.contains(key) {
        if case .nothing = value { continue }
        values[key] = (value, layer)
      }
    }
    for (key, (value, layer)) in values.sorted(by: { $0.key < $1.key })
    where !SettingsCheck.isColor(value, isRequired: colors.required.contains(key)) {
      return Problem(
        rule: layer.rule, range: layer.range,
        message: "`\(key)` is no color, and the theme \"\(theme)\" makes other colors of it",
        help: "write a color such as `#fa0`, `red` or `rgb(1, 2, 3)`, in quotes")
    }
    return nil
  }

  private static func isColor(_ value: Setting, isRequired: Bool) -> Bool {
    switch value {
    case .nothing: true
    case .list, .object: false
    case .flag(let flag): !flag && !isRequired
    case .number(let number): (number == 0 || number.isNaN) && !isRequired
    case .text(let text):
      // A text with other characters counts as empty.
      isPlain(text) && !text.isEmpty ? ScriptColor.isColor(Array(text.utf8)[...]) : !isRequired
    }
  }

  /// Whether mermaid.js leaves the text as it is.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      CharacterClass.isDigit(byte) || CharacterClass.isLetter(byte) || " \"#%(),.;".utf8.contains(byte)
    }
  }
}

/// A value of the front matter or of a directive.
private enum Setting {
  case nothing
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([Setting])
  case object([(key: String, value: Setting)])

  init(_ node: YAMLNode) {
    self =
      switch node.value {
      case .null: .nothing
      case .bool(let flag): .flag(flag)
      case .number(let number): .number(number.double)
      case .string(let text): .text(text)
      case .sequence(let elements): .list(elements.map(Setting.init))
      case .mapping(let members): .object(members.map { ($0.key, Setting($0.node)) })
      }
  }

  init(_ node: JSONNode) {
    self =
      switch node.value {
      case .null: .nothing
      case .bool(let flag): .flag(flag)
      case .number(let number): .number(number.double)
      case .string(let text): .text(text)
      case .array(let elements): .list(elements.map(Setting.init))
      case .object(let members): .object(members.map { ($0.key, Setting($0.node)) })
      }
  }

  var members: [(key: String, value: Setting)] {
    if case .object(let members) = self { members } else { [] }
  }

  subscript(key: String) -> Setting? { members.last { $0.key == key }?.value }
}
