import AtlasCore

/// A railroad diagram: the rules of a grammar, in one of four notations.
public struct RailroadDiagram: SyntaxNode {
  public enum Notation: String, Sendable {
    case functions, ebnf, abnf, peg
  }

  public var range: TextRange
  public var notation: Notation
  public var title: TextRange?
  public var rules: [RailroadRule] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("railroad", range)
    sink.word("notation", notation.rawValue)
    sink.token("title", title)
    sink.children(rules)
    sink.close()
  }
}

/// `name = definition ;`
public struct RailroadRule: SyntaxNode {
  public var range: TextRange
  public var name: TextRange
  public var definition: RailroadExpression

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("rule", range)
    sink.token("id", name)
    definition.describe(to: &sink)
    sink.close()
  }
}

/// What a rule is made of. Parentheses around a single expression leave no trace.
public struct RailroadExpression: SyntaxNode {
  public enum Form: String, Sendable {
    case sequence, choice, optional, repetition
    /// The first part without the second.
    case exception
    /// `&x`, `!x`: a look ahead.
    case and, not
    /// What stands in the text itself.
    case terminal
    /// The name of a rule.
    case nonterminal
    case special
  }

  public var range: TextRange
  public var form: Form
  /// Of a terminal, nonterminal or special expression.
  public var text: LabelText?
  public var parts: [RailroadExpression] = []
  /// How often a repetition repeats its part; nil for no limit.
  public var minimum = 0
  public var maximum: Int?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch form {
    case .sequence: sink.open("sequence", range)
    case .choice: sink.open("choice", range)
    case .optional: sink.open("optional", range)
    case .repetition: sink.open("repetition", range)
    case .exception: sink.open("exception", range)
    case .and: sink.open("and", range)
    case .not: sink.open("not", range)
    case .terminal: sink.open("terminal", range)
    case .nonterminal: sink.open("nonterminal", range)
    case .special: sink.open("special", range)
    }
    if let text {
      if form == .nonterminal { sink.token("ref", text.range) } else { sink.label("label", text) }
    }
    if form == .repetition {
      sink.number("min", minimum)
      if let maximum { sink.number("max", maximum) }
    }
    sink.children(parts)
    sink.close()
  }
}
