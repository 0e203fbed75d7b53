import AtlasCore

/// A class diagram as it is written, statement by statement. `classDiagram` and `classDiagram-v2` are the same language.
public struct ClassDiagram: SyntaxNode {
  public var range: TextRange
  public var statements: [ClassStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("class diagram", range)
    sink.children(statements)
    sink.close()
  }
}

public enum ClassStatement: SyntaxNode {
  case relation(ClassRelation)
  case declaration(ClassDeclaration)
  case member(ClassMemberStatement)
  case annotation(ClassAnnotation)
  case namespace(ClassNamespace)
  case note(ClassNote)
  case direction(DirectionStatement)
  case classDefinition(StyleClassDefinition)
  case style(StyleStatement)
  case styleAssignment(ClassStyleAssignment)
  case click(ClassClick)
  /// A name alone, of which mermaid.js makes nothing.
  case mention(ClassName)

  public var range: TextRange {
    switch self {
    case .relation(let relation): relation.range
    case .declaration(let declaration): declaration.range
    case .member(let member): member.range
    case .annotation(let annotation): annotation.range
    case .namespace(let namespace): namespace.range
    case .note(let note): note.range
    case .direction(let direction): direction.range
    case .classDefinition(let definition): definition.range
    case .style(let style): style.range
    case .styleAssignment(let assignment): assignment.range
    case .click(let click): click.range
    case .mention(let name): name.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .relation(let relation): relation.describe(to: &sink)
    case .declaration(let declaration): declaration.describe(to: &sink)
    case .member(let member): member.describe(to: &sink)
    case .annotation(let annotation): annotation.describe(to: &sink)
    case .namespace(let namespace): namespace.describe(to: &sink)
    case .note(let note): note.describe(to: &sink)
    case .direction(let direction): direction.describe(to: &sink)
    case .classDefinition(let definition): definition.describe(to: &sink)
    case .style(let style): style.describe(to: &sink)
    case .styleAssignment(let assignment): assignment.describe(to: &sink)
    case .click(let click): click.describe(to: &sink)
    case .mention(let name):
      sink.open("mention", name.range)
      name.describe(to: &sink)
      sink.close()
    }
  }
}

/// The name of a class and its type parameters: `Square~Shape~`, `` `a name` ``.
public struct ClassName: SyntaxNode {
  public var range: TextRange
  /// Without backticks.
  public var id: TextRange
  /// What stands between the tildes.
  public var type: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.token("id", id)
    sink.token("type", type)
  }
}

/// `Animal "1" <|--o "many" Duck : label`
public struct ClassRelation: SyntaxNode {
  public enum Head: String, Sendable {
    case none, `extension`, dependency, composition, aggregation, lollipop
  }

  public enum Line: String, Sendable {
    case solid, dotted
  }

  public var range: TextRange
  public var from: ClassName
  public var to: ClassName
  /// The texts at the ends, mostly cardinalities.
  public var fromText: LabelText?
  public var toText: LabelText?
  public var line: Line
  public var startHead: Head
  public var endHead: Head
  public var label: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("relation", range)
    from.describe(to: &sink)
    if let fromText { sink.label("cardinality", fromText) }
    sink.word("line", line.rawValue)
    if startHead != .none { sink.word("start", startHead.rawValue) }
    if endHead != .none { sink.word("end", endHead.rawValue) }
    if let toText { sink.label("cardinality", toText) }
    to.describe(to: &sink)
    if let label { sink.label("label", label) }
    sink.close()
  }
}

/// `class Duck["A duck"]:::bird { … }`
public struct ClassDeclaration: SyntaxNode {
  public var range: TextRange
  public var name: ClassName
  public var label: LabelText?
  /// The class of styles behind `:::`.
  public var className: TextRange?
  /// The annotation on the same line: `<<interface>>`.
  public var annotation: TextRange?
  /// What stands between the braces; nil without braces.
  public var members: [ClassMember]?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("class", range)
    name.describe(to: &sink)
    if let label { sink.label("label", label) }
    sink.token("class", className)
    sink.token("annotation", annotation)
    if let members { sink.children(members) }
    sink.close()
  }
}

/// One line between the braces of a class, or behind the colon of `Duck : +swim()`.
public struct ClassMember: SyntaxNode {
  public enum Form: String, Sendable {
    case attribute, method, annotation
  }

  public enum Visibility: String, Sendable {
    case `public`, `private`, protected, package, none
  }

  public var range: TextRange
  public var form: Form
  public var visibility: Visibility

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open(ClassMember.name(of: form), range)
    if visibility != .none { sink.word("visibility", visibility.rawValue) }
    sink.token("text", range)
    sink.close()
  }

  private static func name(of form: Form) -> StaticString {
    switch form {
    case .attribute: "attribute"
    case .method: "method"
    case .annotation: "annotation"
    }
  }
}

/// `Duck : +swim()`
public struct ClassMemberStatement: SyntaxNode {
  public var range: TextRange
  public var name: ClassName
  /// Nil where nothing but white space stands behind the colon.
  public var member: ClassMember?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("member", range)
    name.describe(to: &sink)
    member?.describe(to: &sink)
    sink.close()
  }
}

/// `<<interface>> Shape`
public struct ClassAnnotation: SyntaxNode {
  public var range: TextRange
  public var annotation: TextRange
  public var name: ClassName

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("annotation", range)
    sink.token("annotation", annotation)
    name.describe(to: &sink)
    sink.close()
  }
}

/// `namespace Shapes { … }`
public struct ClassNamespace: SyntaxNode {
  public var range: TextRange
  /// With its dots.
  public var id: TextRange
  public var label: LabelText?
  public var statements: [ClassStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("namespace", range)
    sink.token("id", id)
    if let label { sink.label("label", label) }
    sink.children(statements)
    sink.close()
  }
}

/// `note "text"`, `note for Duck "text"`
public struct ClassNote: SyntaxNode {
  public var range: TextRange
  public var name: ClassName?
  public var text: LabelText

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("note", range)
    name?.describe(to: &sink)
    sink.label("text", text)
    sink.close()
  }
}

/// `cssClass "Duck,Swan" bird`
public struct ClassStyleAssignment: SyntaxNode {
  public var range: TextRange
  public var ids: [TextRange]
  public var className: TextRange

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("cssClass", range)
    for id in ids { sink.token("id", id) }
    sink.token("class", className)
    sink.close()
  }
}

/// `click Duck href "https://…" "tip" _blank`, `click Duck call f(x)`, `link …`, `callback …`
public struct ClassClick: SyntaxNode {
  public var range: TextRange
  public var name: ClassName
  public var link: TextRange?
  public var callback: TextRange?
  public var arguments: TextRange?
  public var tooltip: TextRange?
  /// `_blank` and the like.
  public var target: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("click", range)
    name.describe(to: &sink)
    sink.token("link", link)
    sink.token("callback", callback)
    sink.token("arguments", arguments)
    sink.token("tooltip", tooltip)
    sink.token("target", target)
    sink.close()
  }
}
