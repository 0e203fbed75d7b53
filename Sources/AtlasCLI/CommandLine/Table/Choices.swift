import AtlasPipeline

/// When output is coloured.
package enum ColorChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never
}

/// How far `check` goes.
package enum CheckDepth: String, CaseIterable, Comparable, Sendable {
  case parse
  case lint
  case gates

  package static func < (left: CheckDepth, right: CheckDepth) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .parse: 0
    case .lint: 1
    case .gates: 2
    }
  }
}

/// The shells that completions are made for.
package enum Shell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish
}

/// The files whose JSON Schemas are published.
package enum SchemaName {
  package static let pipeline = "pipeline"
  package static let all = [pipeline] + SpecShape.sectionNames
  static let help = "\(pipeline), or a section: \(SpecShape.sectionNames.joined(separator: ", "))"
}

/// The words that may begin a selector, and what they pick.
package enum SelectorPrefix: String, CaseIterable, Sendable {
  case kind
  case category
  case system
  case rule

  package var help: String {
    switch self {
    case .kind: "diagrams of a kind, such as kind:sequence"
    case .category: "diagrams of a category, such as category:incidents"
    case .system: "diagrams of a system, such as system:netflix"
    case .rule: "diagrams that have a finding of this rule"
    }
  }
}
